namespace IShowTts.Tts.F5.Reference;

/// <summary>A reference clip that cannot be used. The message names the file, says why, and what to do.</summary>
/// <param name="message">For people.</param>
/// <param name="inner">The cause, when there is one.</param>
internal sealed class ReferenceClipException(string message, Exception? inner = null) : Exception(message, inner);
