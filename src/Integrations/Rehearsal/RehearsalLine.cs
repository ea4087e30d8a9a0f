using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>One line of a rehearsal file, read.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Raw">The line as it stands in the file.</param>
/// <param name="Gap">Time since the line before, at true pace, not yet capped.</param>
/// <param name="Result">The event, or the reason why there is none.</param>
public sealed record RehearsalLine(int Number, string Raw, TimeSpan Gap, DecodeResult Result)
{
    /// <summary>Name of the file it is the whole of; null for a line among others.</summary>
    public string? File { get; init; }

    /// <summary>The event; null when there is none.</summary>
    public StreamEvent? Event => Result.Event;
}
