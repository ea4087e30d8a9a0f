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

    /// <summary>Also notes on those that are over that their words were taken back (<see cref="Utterance.IsTakenBack"/>).</summary>
    public bool MarksFinished { get; init; }
}
