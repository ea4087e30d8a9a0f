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

    /// <summary>All utterances that were made of the same before, by whichever feed told it: they get <see cref="MessageId"/> where they have none, and end with these words.</summary>
    public IReadOnlyList<string> Twins { get; init; } = [];

    /// <summary>The utterance of a lesser twin, in whose place <see cref="Utterance"/> is spoken if it was not heard yet; else null.</summary>
    public string? TakesOver { get; init; }

    /// <summary>Chat message that moderators can delete; empty where there is none.</summary>
    public string MessageId { get; init; } = "";
}
