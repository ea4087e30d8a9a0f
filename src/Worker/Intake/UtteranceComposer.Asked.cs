using System.Collections.Immutable;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <content>What a person asks about: a release of what was refused, and a text to try.</content>
internal sealed partial class UtteranceComposer
{
    /// <inheritdoc/>
    public IntakeDecision DecideRelease(Utterance refused, IReadOnlySet<string> rulesOff, DateTimeOffset now)
    {
        var message = EventOf(refused);
        lock (_lock)
        {
            var (rule, choice) = (RuleOf(message, refused.Kind), _viewers.For(refused.Viewer));
            var text = WithoutSayCommand(message, out var isSay, out _);
            var draft = new Draft(text) { Kind = refused.Kind, Viewer = refused.Viewer, IsPaid = refused.IsPaid, IsPaced = false, RulesOff = rulesOff, Now = now };
            var verdict = rule is null ? FilterVerdict.Accept : IntakeGate.Admit(message, _rules.Intake, choice, rulesOff);
            if (verdict.Verdict == Verdict.Speak && rule is not null)
                verdict = IntakeGate.Entitled(message, rule, isSay, _rules.Intake, rulesOff);
            if (verdict.Verdict == Verdict.Speak)
                verdict = _rules.Filters.Pipeline.Run(draft);

            var isRefused = verdict.Verdict is Verdict.Reject or Verdict.Ignore;
            var spoken = isRefused ? "" : SpeakReleased(message, rule, choice, draft.Text, now);
            return !isRefused && spoken.Length == 0
                ? Ignored(new FilterVerdict(Verdict.Reject, ReasonCodes.Empty))
                : new IntakeDecision(verdict, Released(refused, verdict, spoken, rule is null ? refused.Voice : choice.Voice, now));
        }
    }

    /// <inheritdoc/>
    public FilterVerdict DecideAgain(Utterance old, IReadOnlySet<string> rulesOff, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var filter in _rules.Filters.Pipeline.Filters.OfType<BlockedWordFilter>())
            {
                foreach (var words in (string[])[old.SpokenText, old.OriginalText])
                {
                    var draft = new Draft(MessageText.Plain(words)) { Kind = old.Kind, Viewer = old.Viewer, IsPaid = old.IsPaid, IsPaced = false, RulesOff = rulesOff, Now = now };
                    if (filter.Apply(draft) is { Verdict: Verdict.Reject } verdict)
                        return verdict;
                }
            }

            return FilterVerdict.Accept;
        }
    }

    /// <inheritdoc/>
    public TrialResult Try(TrialRequest request, DateTimeOffset now)
    {
        var message = EventOf(request.Kind, request.Viewer, request.Text, SampleOf(request.Kind), now);
        var steps = new List<TrialStep>();
        lock (_lock)
        {
            var lastName = _lastName;
            try
            {
                var (rule, choice) = (RuleOf(message, request.Kind), _viewers.For(request.Viewer));
                var text = WithoutSayCommand(message, out var isSay, out var prefix);
                var verdict = TryIntake(message, rule, choice, isSay, prefix);
                steps.Add(new TrialStep("intake", request.Text, text.Text, verdict));
                if (verdict.Verdict != Verdict.Speak)
                    return new TrialResult(verdict, "", steps);

                var draft = new Draft(text) { Kind = request.Kind, Viewer = request.Viewer, IsPaid = rule?.IsPaid ?? false, IsPaced = rule is not null, IsTrial = true, Now = now };
                verdict = _rules.Filters.Pipeline.Run(draft, (name, before, said) => steps.Add(new TrialStep(StepName(name), before, draft.Text, said)));
                if (verdict.Verdict is Verdict.Reject or Verdict.Ignore)
                    return new TrialResult(verdict, "", steps);

                if (verdict.Verdict == Verdict.Speak && rule?.Options.NeedsApproval == true)
                    verdict = new FilterVerdict(Verdict.Hold, ReasonCodes.Approval, rule.Key + ":NeedsApproval", "Waits for approval.");
                var spoken = SpeakAsked(message, rule, choice, draft.Text, now);
                steps.Add(new TrialStep("sentence", draft.Text, spoken, verdict));
                return new TrialResult(verdict, spoken, steps);
            }
            finally
            {
                _lastName = lastName;
            }
        }
    }

    private static Amount? SampleOf(UtteranceKind kind) => kind switch
    {
        UtteranceKind.Cheer or UtteranceKind.PowerUp => new Amount(100, "bits"),
        UtteranceKind.Donation => new Amount(5, "USD"),
        _ => null,
    };

    private static string StepName(string type) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(type.Replace("Filter", "", StringComparison.Ordinal));

    private FilterVerdict TryIntake(MessageEvent message, KindRule? rule, ViewerChoice choice, bool isSay, string? prefix)
    {
        if (rule is null)
            return FilterVerdict.Accept;

        var verdict = IntakeGate.Admit(message, _rules.Intake, choice);
        if (verdict.Verdict == Verdict.Speak && !rule.Options.Enabled)
            verdict = FilterVerdict.Ignore(ReasonCodes.KindOff, rule.Key + ":Enabled");
        if (verdict.Verdict == Verdict.Speak && prefix is not null)
            verdict = FilterVerdict.Ignore(ReasonCodes.Prefix, "Intake:IgnoredPrefixes:" + prefix);
        if (verdict.Verdict == Verdict.Speak)
            verdict = IntakeGate.Switches(rule, isSay, _gate);
        return verdict.Verdict == Verdict.Speak ? IntakeGate.Entitled(message, rule, isSay, _rules.Intake) : verdict;
    }

    private KindRule? RuleOf(MessageEvent message, UtteranceKind kind) => kind == UtteranceKind.Manual ? null : _rules.Intake[IntakeGate.KeyOf(message)];

    /// <summary>The sentence. Kinds whose numbers are not stored (months, viewers, gifts) say name and words; what the streamer asked for is said as it is.</summary>
    private string SpeakAsked(MessageEvent message, KindRule? rule, ViewerChoice choice, string words, DateTimeOffset now)
    {
        if (rule is null)
            return Cut(_rules.Text.Normalize(words));

        var isWhole = rule.Kind is UtteranceKind.Chat or UtteranceKind.Cheer or UtteranceKind.Redemption or UtteranceKind.PowerUp or UtteranceKind.Donation
            or UtteranceKind.Follow or UtteranceKind.Announcement;
        if (!isWhole && words.Length == 0)
            return "";

        return Speak(message, rule, choice, words, now, isWhole ? null : BuiltInTemplates.Says);
    }

    /// <summary>The sentence of what is heard out of its turn: its name is news, and so is that of whoever comes next. So two clicks say the same.</summary>
    private string SpeakReleased(MessageEvent message, KindRule? rule, ViewerChoice choice, string words, DateTimeOffset now)
    {
        _lastName = NoName;
        var spoken = SpeakAsked(message, rule, choice, words, now);
        _lastName = NoName;
        return spoken;
    }

    private MessageEvent EventOf(Utterance utterance)
    {
        var title = utterance.RewardId.Length > 0 ? _own?.Find(utterance.RewardId)?.Title ?? "" : "";
        var message = EventOf(utterance.Kind, utterance.Viewer, utterance.OriginalText, utterance.Amount, utterance.EventAt);
        return message switch
        {
            Redemption redemption => redemption with { Id = utterance.EventId, Channel = utterance.Channel, RewardId = utterance.RewardId, RewardTitle = title },
            ChatMessage chat => chat with { Id = utterance.EventId, Channel = utterance.Channel, IsHighlighted = utterance.IsPaid },
            Donation donation => donation with { Id = utterance.EventId, Channel = utterance.Channel, IsTest = utterance.IsTest },
            _ => message with { Id = utterance.EventId, Channel = utterance.Channel },
        };
    }

    private static MessageEvent EventOf(UtteranceKind kind, Viewer viewer, string text, Amount? amount, DateTimeOffset at)
    {
        var number = (int)Math.Clamp(amount?.Value ?? 0, 0, int.MaxValue);
        MessageEvent message = kind switch
        {
            UtteranceKind.Cheer => new Cheer { Bits = number },
            UtteranceKind.Redemption => new Redemption { Cost = number },
            UtteranceKind.PowerUp => new PowerUp { Bits = number },
            UtteranceKind.Donation => new Donation { Amount = amount?.Value ?? 0, Currency = amount?.Currency ?? "USD" },
            UtteranceKind.Subscription => new Subscription(),
            UtteranceKind.Gift => new GiftSubscription(),
            UtteranceKind.Raid => new Raid { Viewers = int.MaxValue },
            UtteranceKind.Follow => new Follow(),
            UtteranceKind.Announcement => new Announcement(),
            UtteranceKind.Notice => new Notice(),
            _ => new ChatMessage(),
        };
        return message with { Source = "asked", At = at, Viewer = viewer, Message = MessageText.Plain(text) };
    }

    // Not settled and not a twin: the points of a redemption go back, or went, as was decided. Money and bits stay paid.
    private static Utterance Released(Utterance refused, FilterVerdict verdict, string spoken, string? voice, DateTimeOffset now)
    {
        var isFree = refused.RedemptionId is { Length: > 0 };
        var state = verdict.Verdict switch
        {
            Verdict.Speak => UtteranceState.Queued,
            Verdict.Hold => UtteranceState.Held,
            _ => UtteranceState.Rejected,
        };
        return refused with
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            EventId = "release:" + refused.Id,
            OriginId = refused.Id,
            RedemptionId = null,
            RewardId = "",
            IsPaid = refused.IsPaid && !isFree,
            Amount = isFree ? null : refused.Amount,
            SpokenText = spoken,
            Voice = voice,
            Engine = null,
            State = state,
            Reason = new StateReason(verdict.Code, verdict.Rule, verdict.Detail),
            Attempts = 0,
            Timestamps = ImmutableDictionary<UtteranceState, DateTimeOffset>.Empty.Add(state, now),
            Timings = new UtteranceTimings(),
        };
    }
}
