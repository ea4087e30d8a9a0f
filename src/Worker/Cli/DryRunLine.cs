using System.Text.Json.Serialization;
using IShowTts.Worker.Api;

namespace IShowTts.Worker.Cli;

/// <summary>What a dry run says of one line of a rehearsal file. Every field is always there, but the file only for a folder.</summary>
/// <param name="Line">Its number in the file, from 1; blank lines and comments count but are not told.</param>
/// <param name="Kind">Type of the event as in the file format (<c>chat</c>, <c>cheer</c>, <c>message-deleted</c> …); <c>none</c> when the line is no event, <c>malformed</c> when it cannot be read.</param>
/// <param name="Viewer">Who did it; null for events without a viewer.</param>
/// <param name="Text">What was written.</param>
/// <param name="Emotes">Emotes in it.</param>
/// <param name="Bits">Bits given; null when none.</param>
/// <param name="Amount">Money, bits or points behind it; null when free.</param>
/// <param name="EventId">Id of the event; empty when there is none.</param>
/// <param name="Decision"><c>speak</c>, <c>hold</c>, <c>reject</c> or <c>ignore</c>.</param>
/// <param name="Reason">Why, and the rule that decided.</param>
/// <param name="SpokenText">What would be said; null when nothing would.</param>
internal sealed record DryRunLine(
    int Line,
    string Kind,
    ViewerBody? Viewer,
    string Text,
    IReadOnlyList<DryRunEmote> Emotes,
    int? Bits,
    AmountBody? Amount,
    string EventId,
    string Decision,
    DryRunReason Reason,
    string? SpokenText)
{
    /// <summary>Name of the file, of a folder of messages; else null.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }
}

/// <summary>An emote in a text.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">Its word.</param>
/// <param name="Start">First character, counted in code points as the platform does.</param>
/// <param name="End">Last character, included, counted in code points.</param>
internal sealed record DryRunEmote(string Id, string Name, int Start, int End);

/// <summary>Why a line was decided as it was.</summary>
internal sealed record DryRunReason(string Code, string? Rule);
