using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake.Twins;

/// <summary>One thing that happened, as one or several feeds told it.</summary>
/// <param name="key">Channel and viewer.</param>
/// <param name="at">When it happened.</param>
/// <param name="seenAt">When it was first decided on.</param>
internal sealed class TwinGroup(string key, DateTimeOffset at, DateTimeOffset seenAt)
{
    /// <summary>Channel and viewer.</summary>
    public string Key { get; } = key;

    /// <summary>When it happened, as the first one told it.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>When it was first decided on.</summary>
    public DateTimeOffset SeenAt { get; } = seenAt;

    /// <summary>Who told it, in order.</summary>
    public List<MessageEvent> Told { get; } = [];

    /// <summary>The utterances that spoke for all of them, one after the other, and that may be heard or said again still.</summary>
    public List<string> Utterances { get; } = [];

    /// <summary>Chat message that moderators can delete; empty while none is known.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>Utterance that speaks for all of them, or was refused for all; null while there is none.</summary>
    public string? Winner { get; private set; }

    /// <summary>How much the winner tells (<see cref="TwinRules.Rank"/>).</summary>
    public int WinnerRank { get; private set; }

    /// <summary>The platform holds its words back.</summary>
    public bool IsHeld { get; set; }

    /// <summary>It was let through to be spoken once: it has had its turn in waits and repeats.</summary>
    public bool IsSpoken { get; set; }

    /// <summary>From now on this utterance speaks for all.</summary>
    /// <param name="utteranceId">The utterance; null for none.</param>
    /// <param name="rank">How much its event tells.</param>
    public void Choose(string? utteranceId, int rank)
    {
        Winner = utteranceId;
        WinnerRank = rank;
        if (utteranceId is not null)
        {
            Utterances.Add(utteranceId);
        }
    }
}
