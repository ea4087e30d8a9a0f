namespace IShowTts.Worker.Models;

/// <summary>A download was cut; another try may go on.</summary>
/// <param name="message">How, for people.</param>
internal sealed class CutException(string message) : Exception(message);
