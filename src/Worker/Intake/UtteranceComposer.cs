using System.Collections.Immutable;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Intake;

/// <summary>Events in, decisions out. What it accepted counts towards cooldowns and repeats.</summary>
internal sealed partial class UtteranceComposer : IUtteranceComposer, ISayComposer
{
    private const int EventsRemembered = 10_000;
    private const int LongestTitle = 150;

    private static readonly (string Viewer, DateTimeOffset At) NoName = ("", DateTimeOffset.MinValue);

    private readonly Lock _lock = new();
    private readonly RecentIds _events = new(EventsRemembered);
    private readonly RecentIds _shared = new(EventsRemembered);
    private readonly TwinBook _twins = new();
    private readonly IViewerSettings _viewers;
    private readonly ISpeechGate _gate;
    private readonly IOwnRewards? _own;
    private ComposerRules _rules;
    private (MessageEvent? Event, IntakeDecision Decision) _last = (null, Ignored(default));
    private (string Viewer, DateTimeOffset At) _lastName = NoName;

    /// <summary>Makes one with empty memory.</summary>
    /// <param name="rules">What it decides by.</param>
    /// <param name="viewers">What viewers chose.</param>
    /// <param name="gate">What is spoken now.</param>
    /// <param name="own">Our own rewards: what is redeemed there is spoken or recorded as rejected, so that its points go back; null for none.</param>
    public UtteranceComposer(ComposerRules rules, IViewerSettings viewers, ISpeechGate gate, IOwnRewards? own = null)
    {
        _own = own;
        _rules = rules;
        _viewers = viewers;
        _gate = gate;
    }

    /// <summary>Decides by other rules from the next event on; memory stays.</summary>
    public void Use(ComposerRules rules)
    {
        lock (_lock)
            _rules = rules;
    }

    /// <inheritdoc/>
    public IntakeDecision Decide(StreamEvent streamEvent, DateTimeOffset now)
    {
        if (streamEvent is not MessageEvent message)
            return Note(streamEvent);

        lock (_lock)
        {
            // Asked again for the very same event (the queue could not be written): the same answer, and nothing counts twice.
            if (!ReferenceEquals(_last.Event, message))
                _last = (message, WithRefund(message, DecideMessage(message, now), now));

            return _last.Decision;
        }
    }

    /// <inheritdoc/>
    public void Forget(StreamEvent streamEvent)
    {
        if (streamEvent is not MessageEvent message)
            return;

        lock (_lock)
        {
            _events.Forget(EventKey(message));
            _shared.Forget(message.SharedId ?? "");
            _twins.Leave(message, ReferenceEquals(_last.Event, message) ? _last.Decision.Utterance?.Id : null);
        }
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
            var verdict = _rules.Filters.Pipeline.Run(draft);
            var words = verdict.Verdict == Verdict.Reject ? "" : _rules.Text.Normalize(draft.Text);
            if (words.Length > 0 && !string.IsNullOrWhiteSpace(request.Name))
                words = SentenceWriter.Write(
                    BuiltInTemplates.For(message, hasWords: true), new SpokenValues(message, _rules.Names.Say(message.Viewer, ViewerChoice.None), words), _rules.Text);

            return new IntakeDecision(verdict, Compose(message, request.Kind, 50, false, verdict, Cut(words), now) with { Voice = request.Voice });
        }
    }

    /// <summary>Points spent for what is not spoken go back, so that it is recorded where others would be ignored: on our own reward, or on one that may be.</summary>
    private IntakeDecision WithRefund(MessageEvent message, IntakeDecision decision, DateTimeOffset now)
    {
        if (decision.Utterance is not null || decision.Verdict.Code is ReasonCodes.Duplicate or ReasonCodes.Twin or ReasonCodes.Historical
            || message is not Redemption { RedemptionId.Length: > 0 } redemption || _own?.MayBeOwn(redemption) != true)
            return decision;

        var verdict = decision.Verdict with { Verdict = Verdict.Reject };
        var rule = _rules.Intake[KindKeys.Redemption];
        return decision with { Verdict = verdict, Utterance = Compose(message, rule.Kind, rule.Priority, rule.IsPaid, verdict, "", now) };
    }

    private IntakeDecision DecideMessage(MessageEvent message, DateTimeOffset now)
    {
        // First, as the copy of another channel may carry an id of our own.
        if (message.SharedFrom is not null && !_rules.Intake.Options.SharedChat)
            return Ignored(IntakeGate.Admit(message, _rules.Intake, ViewerChoice.None));

        if (message.Id.Length > 0 && !message.IsHistorical && !_events.TryAdd(EventKey(message)))
            return Ignored(FilterVerdict.Ignore(ReasonCodes.Duplicate, "Intake:EventId", "The same event came before."));

        if (message is ChatMessage { IsHeld: true, IsHistorical: false })
            return Hold(message, now);

        var choice = _viewers.For(message.Viewer);
        var verdict = IntakeGate.Admit(message, _rules.Intake, choice);
        if (verdict.Verdict != Verdict.Speak)
            return Ignored(verdict);
        if (!_shared.TryAdd(message.SharedId ?? ""))
            return Ignored(FilterVerdict.Ignore(ReasonCodes.Duplicate, "Intake:SharedChat", "The same message came from another channel."));
        if (message is GiftSubscription { IsPartOfBomb: true })
            return DecideNew(message, choice, now);

        return DecideWithTwins(message, _twins.Enter(message, now), choice, now);
    }

    private IntakeDecision DecideWithTwins(MessageEvent message, TwinGroup told, ViewerChoice choice, DateTimeOffset now)
    {
        var rank = TwinRules.Rank(message);
        if (told.Winner is not null && rank <= told.WinnerRank)
        {
            var code = message is GiftSubscription && TwinBook.IsToldAgain(told, message) ? ReasonCodes.PartOfBomb : ReasonCodes.Twin;
            return Ignored(FilterVerdict.Ignore(code, "Intake:Twins", ReasonTexts.For(code))) with { Twins = [.. told.Utterances], MessageId = message.MessageId };
        }

        var decision = told.IsHeld ? Refuse(message, now) : DecideNew(message, choice, now, isPaced: !told.IsSpoken);
        string[] twins = [.. told.Utterances];
        if (decision.Utterance is not { } utterance)
            return decision with { Twins = twins, MessageId = message.MessageId };

        var takesOver = told.Winner;
        if (!told.IsHeld)
        {
            told.Choose(utterance.Id, rank);
            told.IsSpoken |= utterance.State != UtteranceState.Rejected;
        }

        return decision with { Utterance = utterance with { MessageId = told.MessageId }, TakesOver = takesOver, Twins = twins, MessageId = told.MessageId };
    }

    /// <summary>The platform shows these words to nobody: neither now nor, until a moderator approves, when another feed tells them.</summary>
    private IntakeDecision Hold(MessageEvent message, DateTimeOffset now)
    {
        var told = _twins.Enter(message, now);
        told.Choose(null, 0);
        told.IsHeld = true;
        return Ignored(IntakeGate.Held) with { Twins = [.. told.Utterances], MessageId = message.MessageId };
    }

    // What was paid for is recorded, so that it can be settled.
    private IntakeDecision Refuse(MessageEvent message, DateTimeOffset now)
    {
        if (message is ChatMessage || IntakeGate.KindOf(message, _rules.Intake, _own).Rule is not { } rule)
            return Ignored(IntakeGate.Held);

        var verdict = IntakeGate.Held with { Verdict = Verdict.Reject };
        return new IntakeDecision(verdict, Compose(message, rule.Kind, rule.Priority, rule.IsPaid, verdict, "", now));
    }

    private IntakeDecision Note(StreamEvent streamEvent)
    {
        if (streamEvent is HeldMessageReviewed review)
        {
            lock (_lock)
                _twins.Review(review);
        }

        return Ignored(FilterVerdict.Ignore(ReasonCodes.NotAMessage, "Intake"));
    }

    private IntakeDecision DecideNew(MessageEvent message, ViewerChoice choice, DateTimeOffset now, bool isPaced = true)
    {
        var (rule, verdict) = IntakeGate.KindOf(message, _rules.Intake, _own);
        if (rule is null)
            return Ignored(verdict);

        var text = WithoutSayCommand(message, out var isSay, out var prefix);
        if (prefix is not null)
            return Ignored(FilterVerdict.Ignore(ReasonCodes.Prefix, "Intake:IgnoredPrefixes:" + prefix));

        verdict = IntakeGate.Switches(rule, isSay, _gate);
        if (verdict.Verdict != Verdict.Speak)
            return Ignored(verdict);

        return Judge(message, text, rule, isSay, choice, now, isPaced);
    }

    private IntakeDecision Judge(MessageEvent message, MessageText text, KindRule rule, bool isSay, ViewerChoice choice, DateTimeOffset now, bool isPaced)
    {
        // Told by a lesser twin already, its viewer's turn was taken by that: it must not wait for itself.
        var draft = new Draft(text) { Kind = rule.Kind, Viewer = message.Viewer, IsPaid = rule.IsPaid, IsPaced = isPaced, Now = now };
        var verdict = IntakeGate.Entitled(message, rule, isSay, _rules.Intake);
        if (verdict.Verdict == Verdict.Speak)
            verdict = _rules.Filters.Pipeline.Run(draft);
        if (verdict.Verdict == Verdict.Speak && rule.Options.NeedsApproval)
            verdict = new FilterVerdict(Verdict.Hold, ReasonCodes.Approval, rule.Key + ":NeedsApproval", "Waits for approval.");

        var spoken = verdict.Verdict == Verdict.Reject ? "" : Speak(message, rule, choice, draft.Text, now);
        var utterance = Compose(message, rule.Kind, rule.Priority, rule.IsPaid, verdict, spoken, now) with { Voice = choice.Voice };
        if (verdict.Verdict != Verdict.Reject)
            _rules.Filters.Pipeline.Accepted(draft, utterance);

        return new IntakeDecision(verdict, utterance) { MergeInto = draft.Merge?.UtteranceId, MergedText = draft.Merge is { } merge ? Cut(merge.SpokenText) : null };
    }

    private string Speak(MessageEvent message, KindRule rule, ViewerChoice choice, string words, DateTimeOffset now, Template? only = null)
    {
        var template = only is not null ? only : rule.Kind == UtteranceKind.Chat && !NameIsNews(message.Viewer, now)
            ? BuiltInTemplates.MessageOnly
            : rule.Choose(Fingerprint(message.Id, _rules.Intake.Options.Seed)) ?? (rule.Kind == UtteranceKind.Chat ? BuiltInTemplates.Says : BuiltInTemplates.For(message, words.Length > 0));
        var recipient = message is GiftSubscription { Recipient.Length: > 0 } gift ? _rules.Names.Say(gift.Recipient, "") : "";
        var name = _rules.Names.Say(message.Viewer, choice);
        return Cut(SentenceWriter.Write(template, new SpokenValues(message, name, _rules.Text.Normalize(words), recipient, TitleOf(message)), _rules.Text));
    }

    // Titles are written by the streamer, the platform or a charity, and may still hold anything.
    private string TitleOf(MessageEvent message)
    {
        var title = CharacterFilter.Clean(message switch
        {
            Redemption redemption => redemption.RewardTitle,
            Donation donation => donation.Charity ?? "",
            Notice notice => Sentence(notice.SystemText),
            PowerUp powerUp => powerUp.PowerUpKind.Replace('_', ' '),
            _ => "",
        });
        return title.Length == 0 || _rules.Filters.Matcher?.Find(title) is not null ? "" : TextCut.AtWord(title, LongestTitle);
    }

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '!' or '?' ? text : text + ".";

    private string Cut(string spoken) => TextCut.AtWord(spoken, _rules.Filters.Options.Length.MaxSpokenCharacters);

    private bool NameIsNews(Viewer viewer, DateTimeOffset now)
    {
        var key = ViewerKey(viewer);
        var isNews = _rules.Intake.Options.SayName switch
        {
            SayName.Always => true,
            SayName.Never => false,
            _ => key != _lastName.Viewer || now - _lastName.At > TimeSpan.FromSeconds(_rules.Intake.Options.SayNameAgainSeconds),
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
        foreach (var command in _rules.Intake.SayCommands)
        {
            if (!words.StartsWith(command, StringComparison.OrdinalIgnoreCase) || (words.Length > command.Length && !char.IsWhiteSpace(words[command.Length])))
                continue;

            isSay = true;
            var cut = text.Text.Length - words.Length + command.Length;
            var spans = text.Spans.Where(s => s.Start >= cut).Select(s => s with { Start = s.Start - cut });
            return new MessageText(text.Text[cut..], [.. spans]);
        }

        foreach (var candidate in _rules.Intake.Prefixes)
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
            RewardId = (message as Redemption)?.RewardId ?? "",
            Channel = message.Channel,
            Viewer = message.Viewer,
            OriginalText = message.Message.Text,
            SpokenText = spoken,
            Amount = AmountOf(message),
            IsTest = message is Donation { IsTest: true },
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

    private static string EventKey(MessageEvent message) => $"{message.Source}\n{message.GetType().Name}\n{message.Id}";

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
