namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>The overrides file cannot be written. The message names the file and the cure.</summary>
/// <param name="message">What happened, and what to do.</param>
/// <param name="inner">The cause.</param>
internal sealed class OverridesException(string message, Exception inner) : Exception(message, inner);
