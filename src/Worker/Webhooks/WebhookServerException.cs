namespace IShowTts.Worker.Webhooks;

/// <summary>The webhook server cannot start. The message is for people and names the key and the cure.</summary>
/// <param name="message">What happened, and what to do.</param>
/// <param name="inner">The cause.</param>
internal sealed class WebhookServerException(string message, Exception inner) : Exception(message, inner);
