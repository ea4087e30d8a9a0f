using System.Collections.Immutable;
using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Queue;

/// <summary>One text in one voice: the unit we queue, store and measure. An immutable snapshot of a stored row.</summary>
internal sealed record Utterance
{
    /// <summary>Our id: a version 7 GUID in 32 hex digits, so ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>What it came from.</summary>
    public required UtteranceKind Kind { get; init; }

    /// <summary>The source that gave the event.</summary>
    public required string Source { get; init; }

    /// <summary>The source's id of the event: with <see cref="Source"/> the key that makes a repeat a repeat. Empty where there is none.</summary>
    public string EventId { get; init; } = "";

    /// <summary>Chat message that moderators can delete; empty where there is none.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Redemption to fulfil or cancel; null when there is none.</summary>
    public string? RedemptionId { get; init; }

    /// <summary>Reward of that redemption; empty when there is none or it is not known.</summary>
    public string RewardId { get; init; } = "";

    /// <summary>Channel login; empty where there is none.</summary>
    public string Channel { get; init; } = "";

    /// <summary>Who did it.</summary>
    public required Viewer Viewer { get; init; }

    /// <summary>What the viewer typed, as it came.</summary>
    public required string OriginalText { get; init; }

    /// <summary>What is said.</summary>
    public required string SpokenText { get; init; }

    /// <summary>Voice name; null for the default voice.</summary>
    public string? Voice { get; init; }

    /// <summary>Engine that spoke it; null until one did.</summary>
    public string? Engine { get; init; }

    /// <summary>Money, bits or points; null when free.</summary>
    public Amount? Amount { get; init; }

    /// <summary>Made by the test button of a donation service: spoken like a donation, but no money came and none is counted.</summary>
    public bool IsTest { get; init; }

    /// <summary>The utterance that this one says again, or in whose place it was released; null for one of its own.</summary>
    public string? OriginId { get; init; }

    /// <summary>Its words were taken back by a moderator after its end: they are not said again.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>Paid for: never lost, never expired, never dropped for room.</summary>
    public bool IsPaid { get; init; }

    /// <summary>Higher goes first. Chat 0, notices 10, points 20, subscriptions 30, bits and money 40, streamer 50.</summary>
    public int Priority { get; init; }

    /// <summary>Where it is.</summary>
    public UtteranceState State { get; init; } = UtteranceState.Queued;

    /// <summary>Why it is there; null while nothing decided.</summary>
    public StateReason? Reason { get; init; }

    /// <summary>Tries to speak it so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the event happened.</summary>
    public DateTimeOffset EventAt { get; init; }

    /// <summary>When each state was entered last.</summary>
    public ImmutableDictionary<UtteranceState, DateTimeOffset> Timestamps { get; init; } = ImmutableDictionary<UtteranceState, DateTimeOffset>.Empty;

    /// <summary>What was measured.</summary>
    public UtteranceTimings Timings { get; init; } = new();
}
