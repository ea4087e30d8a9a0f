namespace IShowTts.Worker.Commands;

/// <summary>The voices that viewers may choose from.</summary>
internal interface IVoiceDirectory
{
    /// <summary>Their names, in the order to show.</summary>
    IReadOnlyList<string> Names { get; }
}
