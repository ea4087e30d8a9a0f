namespace IShowTts.Worker.Cli;

/// <summary>The running worker cannot be asked, or says no. The message is for people.</summary>
internal sealed class WorkerClientException(string message, Exception? inner = null) : Exception(message, inner);
