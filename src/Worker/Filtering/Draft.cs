using System.Collections.Frozen;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>A message on its way through the filters: each one sees what the ones before it left.</summary>
internal sealed class Draft
{
    /// <summary>Starts with the words as they came.</summary>
    /// <param name="message">What the viewer typed.</param>
    public Draft(MessageText message)
    {
        Message = message;
        Text = message.Text;
    }

    /// <summary>What the viewer typed, with its parts; not changed.</summary>
    public MessageText Message { get; }

    /// <summary>What is left to say.</summary>
    public string Text { get; set; }

    /// <summary>Kind of the utterance.</summary>
    public required UtteranceKind Kind { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Viewer Viewer { get; init; }

    /// <summary>Paid for.</summary>
    public required bool IsPaid { get; init; }

    /// <summary>Whether waits and repeats are counted: false for the streamer and programs.</summary>
    public bool IsPaced { get; init; } = true;

    /// <summary>Rules that do not count this time, because a person released it from them; named as verdicts name them.</summary>
    public IReadOnlySet<string> RulesOff { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Only asked what would become of it: nothing is remembered.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Decision time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>For a repeat: the utterance that said the same, and its new words.</summary>
    public (string UtteranceId, string SpokenText)? Merge { get; set; }
}
