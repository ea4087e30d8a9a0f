using System.Reflection;
using System.Text.Json.Serialization;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Rehearsal;
using IShowTts.Worker.Api;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Cli;

/// <summary>Decides what would be spoken of a recorded stream, with the event's own time as the clock: the same file gives the same decisions.</summary>
/// <param name="composer">A composer with empty memory.</param>
/// <param name="commands">What a chat command looks like; commands are not carried out.</param>
internal sealed class DryRun(IUtteranceComposer composer, CommandOptions commands)
{
    private static readonly Dictionary<Type, string> Kinds = typeof(StreamEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(attribute => attribute.DerivedType, attribute => (string)attribute.TypeDiscriminator!);

    private readonly DryRunWindow window = new();

    private static IntakeDecision Command { get; } = new(FilterVerdict.Ignore(ReasonCodes.Command, $"{CommandOptions.Section}:{nameof(CommandOptions.Root)}"), null);

    /// <summary>Decides one line; call it for each line once, in order.</summary>
    /// <returns>The lines that no later one can change any more, in order: often none, or earlier ones.</returns>
    public IEnumerable<DryRunLine> Decide(RehearsalLine line)
    {
        var (told, decision) = DecideOne(line);
        return window.Add(told with { File = line.File }, decision, line.Event?.At);
    }

    /// <summary>What is left at the end of the file.</summary>
    public IEnumerable<DryRunLine> Finish() => window.Finish();

    private (DryRunLine Line, IntakeDecision? Decision) DecideOne(RehearsalLine line)
    {
        if (line.Event is not { } streamEvent)
        {
            var kind = line.Result.Code == DecodeCodes.Malformed ? "malformed" : "none";
            return (new DryRunLine(line.Number, kind, null, "", [], null, null, "", "ignore", new DryRunReason(line.Result.Code, line.Result.Detail.Length > 0 ? line.Result.Detail : null), null), null);
        }

        var decision = IsCommand(streamEvent) ? Command : composer.Decide(streamEvent, streamEvent.At);
        var message = streamEvent as MessageEvent;
        var isSpoken = decision.Verdict.Verdict is Verdict.Speak or Verdict.Hold;
        var told = new DryRunLine(
            line.Number,
            Kinds[streamEvent.GetType()],
            message is null ? null : ViewerBody.From(message.Viewer),
            message?.Message.Text ?? "",
            message is null ? [] : EmotesOf(message.Message),
            BitsOf(streamEvent),
            AmountBody.From(decision.Utterance?.Amount ?? AmountOf(streamEvent)),
            streamEvent.Id,
            Kebab.Of(decision.Verdict.Verdict),
            new DryRunReason(decision.Verdict.Code, decision.Verdict.Rule),
            isSpoken ? decision.Utterance?.SpokenText : null);
        return (told, decision);
    }

    private bool IsCommand(StreamEvent streamEvent) => commands.Enabled && streamEvent is ChatMessage chat && CommandParser.Parse(chat, commands) is not null;

    private static int? BitsOf(StreamEvent streamEvent) => streamEvent switch
    {
        Cheer cheer => cheer.Bits,
        PowerUp { Bits: > 0 } powerUp => powerUp.Bits,
        _ => null,
    };

    private static Amount? AmountOf(StreamEvent streamEvent) => streamEvent switch
    {
        Cheer cheer => new Amount(cheer.Bits, "bits"),
        PowerUp { Bits: > 0 } powerUp => new Amount(powerUp.Bits, "bits"),
        Redemption { Cost: > 0 } redemption => new Amount(redemption.Cost, "points"),
        Donation donation => new Amount(donation.Amount, donation.Currency),
        _ => null,
    };

    private static List<DryRunEmote> EmotesOf(MessageText text)
    {
        var emotes = new List<DryRunEmote>();
        var (unit, point) = (0, 0);
        foreach (var span in text.Spans.Where(span => span.Kind == TextSpanKind.Emote))
        {
            point += CountRunes(text.Text.AsSpan(unit, span.Start - unit));
            unit = span.Start;
            emotes.Add(new DryRunEmote(span.Id, text.Slice(span).ToString(), point, point + CountRunes(text.Slice(span)) - 1));
        }

        return emotes;
    }

    private static int CountRunes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
