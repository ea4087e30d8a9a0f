namespace IShowTts.Worker.Models;

/// <summary>Models could not be fetched, added or removed. The message names the file and the cure.</summary>
/// <param name="message">For people.</param>
/// <param name="inner">The cause, when there is one.</param>
internal sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner);
