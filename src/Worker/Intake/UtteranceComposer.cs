using System.Collections.Immutable;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>Events in, decisions out. Call it once for each event: what it accepted counts towards cooldowns and repeats.</summary>
internal sealed class UtteranceComposer : IUtteranceComposer, ISayComposer
{
    private const int EventsRemembered = 10_000;

    private readonly Lock _lock = new();
    private readonly RecentKeys _events = new(EventsRemembered);
    private readonly RecentKeys _shared = new(EventsRemembered);
    private readonly IntakeRules _rules;
    private readonly FilterPipeline _filters;
    private readonly IViewerSettings _viewers;
    private readonly ISpeechGate _gate;
    private readonly SpeakerNames _names;
    private (string Viewer, DateTimeOffset At) _lastName = ("", DateTimeOffset.MinValue);

    /// <summary>Makes one with empty memory.</summary>
    public UtteranceComposer(IntakeRules rules, FilterPipeline filters, IViewerSettings viewers, ISpeechGate gate)
    {
        _rules = rules;
        _filters = filters;
        _viewers = viewers;
        _gate = gate;
        _names = new SpeakerNames(rules.Options);
    }

    /// <inheritdoc/>
    public IntakeDecision Decide(StreamEvent streamEvent, DateTimeOffset now)
    {
        if (streamEvent is not MessageEvent message)
            return Ignored(FilterVerdict.Ignore(ReasonCodes.NotAMessage, "Intake"));

        lock (_lock)
            return DecideMessage(message, now);
    }

    /// <inheritdoc/>
    public IntakeDecision DecideSay(SayRequest request, Actor actor, DateTimeOffset now)
    {
        var name = string.IsNullOrWhiteSpace(request.Name) ? actor.Name : request.Name;
        var message = new ChatMessage
        {
            Source = actor.Via,
            At = now,
            Viewer = new Viewer("", actor.Name, name) { Roles = ViewerRoles.Broadcaster },
            Message = MessageText.Plain(request.Text),
        };
        var draft = new Draft(message.Message) { Kind = request.Kind, Viewer = message.Viewer, IsPaid = false, IsPaced = false, Now = now };
        lock (_lock)
        {
            var verdict = _filters.Run(draft);
            var spoken = string.IsNullOrWhiteSpace(request.Name)
                ? draft.Text
                : SentenceWriter.Write(BuiltInTemplates.For(message), new SpokenValues(message, _names.Say(message.Viewer, ViewerChoice.None), draft.Text));
            return new IntakeDecision(verdict, Compose(message, request.Kind, 50, false, verdict, spoken, now) with { Voice = request.Voice });
        }
    }

    private IntakeDecision DecideMessage(MessageEvent message, DateTimeOffset now)
    {
        if (message.Id.Length > 0 && !message.IsHistorical && !_events.Add($"{message.Source}\n{message.GetType().Name}\n{message.Id}"))
            return Ignored(FilterVerdict.Ignore(ReasonCodes.Duplicate, "Intake:EventId", "The same event came before."));

        var choice = _viewers.For(message.Viewer);
        var verdict = IntakeGate.Admit(message, _rules, choice);
        if (verdict.Verdict != Verdict.Speak)
            return Ignored(verdict);
        if (message.SharedId is { Length: > 0 } shared && !_shared.Add(shared))
            return Ignored(FilterVerdict.Ignore(ReasonCodes.Duplicate, "Intake:SharedChat", "The same message came from another channel."));

        var (rule, kindVerdict) = IntakeGate.KindOf(message, _rules);
        if (rule is null)
            return Ignored(kindVerdict);

        var text = WithoutSayCommand(message, out var isSay, out var prefix);
        if (prefix is not null)
            return Ignored(FilterVerdict.Ignore(ReasonCodes.Prefix, "Intake:IgnoredPrefixes:" + prefix));

        verdict = IntakeGate.Switches(rule, isSay, _gate);
        if (verdict.Verdict != Verdict.Speak)
            return Ignored(verdict);

        return Judge(message, text, rule, isSay, choice, now);
    }

    private IntakeDecision Judge(MessageEvent message, MessageText text, KindRule rule, bool isSay, ViewerChoice choice, DateTimeOffset now)
    {
        var draft = new Draft(text) { Kind = rule.Kind, Viewer = message.Viewer, IsPaid = rule.IsPaid, Now = now };
        var verdict = IntakeGate.Entitled(message, rule, isSay, _rules);
        if (verdict.Verdict == Verdict.Speak)
            verdict = _filters.Run(draft);
        if (verdict.Verdict == Verdict.Speak && rule.Options.NeedsApproval)
            verdict = new FilterVerdict(Verdict.Hold, ReasonCodes.Approval, rule.Key + ":NeedsApproval", "Waits for approval.");

        var spoken = verdict.Verdict == Verdict.Reject ? "" : Speak(message, rule, choice, draft.Text, now);
        var utterance = Compose(message, rule.Kind, rule.Priority, rule.IsPaid, verdict, spoken, now) with { Voice = choice.Voice };
        return new IntakeDecision(verdict, utterance);
    }

    private string Speak(MessageEvent message, KindRule rule, ViewerChoice choice, string words, DateTimeOffset now)
    {
        var template = rule.Kind == UtteranceKind.Chat && !NameIsNews(message.Viewer, now)
            ? BuiltInTemplates.MessageOnly
            : rule.Choose(Fingerprint(message.Id, _rules.Options.Seed)) ?? BuiltInTemplates.For(message);
        var recipient = message is GiftSubscription { Recipient.Length: > 0 } gift ? _names.Say(gift.Recipient, "") : "";
        var title = message switch
        {
            Redemption redemption => redemption.RewardTitle,
            Donation donation => donation.Charity ?? "",
            Notice notice => notice.SystemText,
            PowerUp powerUp => powerUp.PowerUpKind.Replace('_', ' '),
            _ => "",
        };
        return SentenceWriter.Write(template, new SpokenValues(message, _names.Say(message.Viewer, choice), words, recipient, title));
    }

    private bool NameIsNews(Viewer viewer, DateTimeOffset now)
    {
        var key = ViewerKey(viewer);
        var isNews = _rules.Options.SayName switch
        {
            SayName.Always => true,
            SayName.Never => false,
            _ => key != _lastName.Viewer || now - _lastName.At > TimeSpan.FromSeconds(_rules.Options.SayNameAgainSeconds),
        };
        _lastName = (key, isNews ? now : _lastName.At);
        return isNews;
    }

    private MessageText WithoutSayCommand(MessageEvent message, out bool isSay, out string? prefix)
    {
        isSay = false;
        prefix = null;
        var text = message.Message;
        if (message is not ChatMessage)
            return text;

        var words = text.Text.AsSpan().TrimStart();
        foreach (var command in _rules.SayCommands)
        {
            if (!words.StartsWith(command, StringComparison.OrdinalIgnoreCase) || (words.Length > command.Length && !char.IsWhiteSpace(words[command.Length])))
                continue;

            isSay = true;
            var cut = text.Text.Length - words.Length + command.Length;
            var spans = text.Spans.Where(s => s.Start >= cut).Select(s => s with { Start = s.Start - cut });
            return new MessageText(text.Text[cut..], [.. spans]);
        }

        foreach (var candidate in _rules.Prefixes)
        {
            if (words.StartsWith(candidate, StringComparison.OrdinalIgnoreCase))
                prefix = candidate;
        }

        return text;
    }

    private static Utterance Compose(
        MessageEvent message, UtteranceKind kind, int priority, bool isPaid, FilterVerdict verdict, string spoken, DateTimeOffset now)
    {
        var state = verdict.Verdict switch
        {
            Verdict.Speak => UtteranceState.Queued,
            Verdict.Hold => UtteranceState.Held,
            _ => UtteranceState.Rejected,
        };
        return new Utterance
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Kind = kind,
            Source = message.Source,
            EventId = message.Id,
            MessageId = message.MessageId,
            RedemptionId = (message as Redemption)?.RedemptionId,
            Channel = message.Channel,
            Viewer = message.Viewer,
            OriginalText = message.Message.Text,
            SpokenText = spoken,
            Amount = AmountOf(message),
            IsPaid = isPaid,
            Priority = priority,
            State = state,
            Reason = new StateReason(verdict.Code, verdict.Rule, verdict.Detail),
            EventAt = message.At,
            Timestamps = ImmutableDictionary<UtteranceState, DateTimeOffset>.Empty.Add(state, now),
        };
    }

    private static Amount? AmountOf(MessageEvent message) => message switch
    {
        Cheer cheer => new Amount(cheer.Bits, "bits"),
        PowerUp { Bits: > 0 } powerUp => new Amount(powerUp.Bits, "bits"),
        Redemption { Cost: > 0 } redemption => new Amount(redemption.Cost, "points"),
        Donation donation => new Amount(donation.Amount, donation.Currency),
        _ => null,
    };

    private static string ViewerKey(Viewer viewer) =>
        viewer.Id.Length > 0 ? viewer.Id : viewer.Login.Length > 0 ? viewer.Login : viewer.DisplayName;

    // FNV-1a: the choice must be the same in every run, which string.GetHashCode is not.
    private static uint Fingerprint(string id, int seed)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var c in id)
            hash = (hash ^ c) * 16777619u;

        return (hash ^ (hash >> 15)) * 0x2c1b3c6du;
    }

    private static IntakeDecision Ignored(FilterVerdict verdict) => new(verdict, null);
}
