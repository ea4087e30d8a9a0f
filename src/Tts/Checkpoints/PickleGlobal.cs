namespace IShowTts.Tts.Checkpoints;

/// <summary>An allowed global: a name, never code.</summary>
/// <param name="Name">Module and name, for example <c>torch.FloatStorage</c>.</param>
internal sealed record PickleGlobal(string Name);
