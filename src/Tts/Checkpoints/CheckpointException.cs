namespace IShowTts.Tts.Checkpoints;

/// <summary>A checkpoint or model file that cannot be used. The message names the file and the key or field, and the cure.</summary>
/// <param name="message">For people.</param>
/// <param name="inner">The cause, when there is one.</param>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);
