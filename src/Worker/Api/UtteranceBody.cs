using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Api;

/// <summary>An utterance as the API shows it. Every field is always there; unknown ones are null.</summary>
internal sealed record UtteranceBody
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Source { get; init; }

    public required string EventId { get; init; }

    public required ViewerBody Viewer { get; init; }

    public required string OriginalText { get; init; }

    public required string SpokenText { get; init; }

    public required string? Voice { get; init; }

    public required string? Engine { get; init; }

    public required string State { get; init; }

    public required ReasonBody? Reason { get; init; }

    public required AmountBody? Amount { get; init; }

    /// <summary>Made by a service's test button: no money came.</summary>
    public required bool IsTest { get; init; }

    /// <summary>The utterance that it says again, or in whose place it was released; null for one of its own.</summary>
    public required string? OriginId { get; init; }

    /// <summary>When each state was entered last; only states that were.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Timestamps { get; init; }

    public required TimingsBody Timings { get; init; }

    /// <summary>Shows an utterance.</summary>
    /// <param name="utterance">As stored.</param>
    public static UtteranceBody From(Utterance utterance) => new()
    {
        Id = utterance.Id,
        Kind = Kebab.Of(utterance.Kind),
        Source = utterance.Source,
        EventId = utterance.EventId,
        Viewer = ViewerBody.From(utterance.Viewer),
        OriginalText = utterance.OriginalText,
        SpokenText = utterance.SpokenText,
        Voice = utterance.Voice,
        Engine = utterance.Engine,
        State = Kebab.Of(utterance.State),
        Reason = utterance.Reason is { } reason ? new(reason.Code, reason.Rule, reason.Detail) : null,
        Amount = AmountBody.From(utterance.Amount),
        IsTest = utterance.IsTest,
        OriginId = utterance.OriginId,
        Timestamps = utterance.Timestamps.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key).ToDictionary(pair => Kebab.Of(pair.Key), pair => pair.Value),
        Timings = new(Round(utterance.Timings.TtfaMs, 1), Round(utterance.Timings.SynthMs, 1), Round(utterance.Timings.AudioMs, 1), Round(utterance.Timings.Rtf, 4)),
    };

    private static double? Round(double? value, int digits) => value is { } number && double.IsFinite(number) ? Math.Round(number, digits) : null;
}

/// <summary>Who did it.</summary>
/// <param name="Id">The platform's id; empty when unknown.</param>
/// <param name="Login">Account name; empty when anonymous.</param>
/// <param name="DisplayName">Name to show.</param>
/// <param name="Roles">subscriber, vip, moderator, broadcaster; empty for everyone else.</param>
internal sealed record ViewerBody(string Id, string Login, string DisplayName, IReadOnlyList<string> Roles)
{
    private static readonly ViewerRoles[] Flags = [ViewerRoles.Subscriber, ViewerRoles.Vip, ViewerRoles.Moderator, ViewerRoles.Broadcaster];

    /// <summary>Shows a viewer.</summary>
    public static ViewerBody From(Viewer viewer) =>
        new(viewer.Id, viewer.Login, viewer.DisplayName, [.. Flags.Where(flag => viewer.Roles.HasFlag(flag)).Select(flag => Kebab.From(flag.ToString()))]);
}

/// <summary>Why it is in its state.</summary>
internal sealed record ReasonBody(string Code, string? Rule, string? Detail);

/// <summary>Money, bits or points.</summary>
/// <param name="Value">Amount in the currency's main unit.</param>
/// <param name="Currency">ISO 4217 code, <c>bits</c> or <c>points</c>.</param>
/// <param name="Text">As it is shown: <c>$5</c>, <c>€3.50</c>.</param>
internal sealed record AmountBody(decimal Value, string Currency, string Text)
{
    /// <summary>Shows an amount.</summary>
    public static AmountBody? From(Amount? amount) => amount is null ? null : new(amount.Value, amount.Currency, AmountText.Show(amount));
}

/// <summary>What was measured.</summary>
/// <param name="TtfaMs">Time to the first chunk, milliseconds.</param>
/// <param name="SynthMs">Synthesis time, milliseconds.</param>
/// <param name="AudioMs">Length of the audio, milliseconds.</param>
/// <param name="Rtf">Synthesis time ÷ audio time.</param>
internal sealed record TimingsBody(double? TtfaMs, double? SynthMs, double? AudioMs, double? Rtf);
