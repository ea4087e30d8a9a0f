using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>What intake makes of one event.</summary>
/// <param name="Verdict">Speak, hold, reject or ignore, with its reason.</param>
/// <param name="Utterance">
/// The composed utterance, ready to add: queued when spoken, held when held, rejected (with its reason) when rejected; null when ignored.
/// </param>
internal sealed record IntakeDecision(FilterVerdict Verdict, Utterance? Utterance)
{
    /// <summary>For a repeat of a message that still waits: the utterance whose words change to <see cref="MergedText"/>; else null.</summary>
    public string? MergeInto { get; init; }

    /// <summary>New words of <see cref="MergeInto"/>, "… times N"; else null.</summary>
    public string? MergedText { get; init; }
}
