using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Queue;

/// <summary>Which utterances; every member that is set must fit.</summary>
internal sealed record UtteranceMatch
{
    /// <summary>This one.</summary>
    public string? Id { get; init; }

    /// <summary>Those of this chat message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Those of this redemption.</summary>
    public string? RedemptionId { get; init; }

    /// <summary>Those of this viewer, by id or login.</summary>
    public Viewer? Viewer { get; init; }

    /// <summary>Those that came from this channel's chat.</summary>
    public string? Channel { get; init; }

    /// <summary>Those whose words a viewer typed in chat (manual ones are not).</summary>
    public bool OnlyFromViewers { get; init; }

    /// <summary>Only those in these states; null for all that are not final.</summary>
    public IReadOnlyCollection<UtteranceState>? States { get; init; }

    /// <summary>
    /// The words were taken back: also noted on those that are over (<see cref="Utterance.IsTakenBack"/>), and whatever says again what fits, or was
    /// released in its place (<see cref="Utterance.OriginId"/>, over all steps), fits too.
    /// </summary>
    public bool MarksFinished { get; init; }
}
