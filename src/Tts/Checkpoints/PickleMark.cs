namespace IShowTts.Tts.Checkpoints;

/// <summary>Marks the start of a group on the stack of <see cref="PickleReader"/>.</summary>
internal sealed class PickleMark
{
    /// <summary>The only one.</summary>
    public static PickleMark Instance { get; } = new();
}
