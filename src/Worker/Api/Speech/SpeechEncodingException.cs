namespace IShowTts.Worker.Api.Speech;

/// <summary>Audio could not be written in the format that was asked for. The message is for people and names the cure.</summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The cause, when there is one.</param>
internal sealed class SpeechEncodingException(string message, Exception? inner = null) : Exception(message, inner);
