using System.Collections.Immutable;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Control;

/// <summary>Says again what is over, and releases what a rule refused. Each makes a new utterance: nothing leaves a final state, and nothing is settled twice.</summary>
/// <remarks>
/// The new one carries no redemption and an event id of its own, so it is no twin of anything. That its words were not taken back meanwhile is looked at
/// in the transaction that adds it (<see cref="Origin"/>).
/// </remarks>
internal sealed class Replays(IUtteranceQueue queue, ISayComposer composer, TimeProvider time)
{
    /// <summary>How many releases of one message are followed back for their rules.</summary>
    private const int LongestChain = 20;

    /// <summary>As important as what the streamer says.</summary>
    private const int Priority = 50;

    /// <summary>Says it again: the same words, voice and viewer. What is being said again is not said twice, and a word that is blocked by now not at all.</summary>
    public async ValueTask<ReplayResult> AgainAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        if (await queue.GetAsync(id, cancellationToken) is not { } old)
        {
            return new ReplayResult(ReplayOutcome.Unknown, null);
        }

        if (Origin.IsTakenBack(old))
        {
            return new ReplayResult(ReplayOutcome.TakenBack, old);
        }

        if (!old.State.IsFinal() || string.IsNullOrWhiteSpace(old.SpokenText))
        {
            return new ReplayResult(ReplayOutcome.WrongState, old);
        }

        var now = time.GetUtcNow();
        var verdict = composer.DecideAgain(old, await RulesOfAsync(old, cancellationToken), now);
        var isRefused = verdict.Verdict == Verdict.Reject;
        var newId = Guid.CreateVersion7(now).ToString("N");
        return await AddAsync(
            old with
            {
                Id = newId,
                EventId = "again:" + newId,
                OriginId = old.Id,
                RedemptionId = null,
                RewardId = "",
                Amount = null,
                IsPaid = false,
                Priority = Priority,
                Engine = null,
                SpokenText = isRefused ? "" : old.SpokenText,
                State = isRefused ? UtteranceState.Rejected : UtteranceState.Queued,
                Reason = isRefused
                    ? new StateReason(verdict.Code, verdict.Rule, verdict.Detail)
                    : new StateReason(ReasonCodes.Again, null, $"Asked for again by {actor.Name}."),
                Attempts = 0,
                Timestamps = ImmutableDictionary<UtteranceState, DateTimeOffset>.Empty,
                Timings = new UtteranceTimings(),
            },
            cancellationToken);
    }

    /// <summary>Decides again on what a rule refused, with that rule off, and those from which it was released before.</summary>
    public async ValueTask<ReplayResult> ReleaseAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        if (await queue.GetAsync(id, cancellationToken) is not { } old)
        {
            return new ReplayResult(ReplayOutcome.Unknown, null);
        }

        if (Origin.IsTakenBack(old))
        {
            return new ReplayResult(ReplayOutcome.TakenBack, old);
        }

        if (!Origin.IsRefusedByRule(old))
        {
            return new ReplayResult(ReplayOutcome.WrongState, old);
        }

        var rules = await RulesOfAsync(old, cancellationToken);
        var decision = composer.DecideRelease(old, rules, time.GetUtcNow());
        if (decision.Utterance is not { } utterance)
        {
            return new ReplayResult(ReplayOutcome.NothingToSay, old);
        }

        var reason = utterance.State == UtteranceState.Queued ? new StateReason(ReasonCodes.Released, old.Reason?.Rule, $"Released by {actor.Name}.") : utterance.Reason;
        return await AddAsync(utterance with { Reason = reason }, cancellationToken);
    }

    /// <summary>The rules that a person let pass: those of what was refused on the way to this one, its own too.</summary>
    private async ValueTask<HashSet<string>> RulesOfAsync(Utterance last, CancellationToken cancellationToken)
    {
        var rules = new HashSet<string>(StringComparer.Ordinal);
        Utterance? one = last;
        for (var i = 0; i < LongestChain && one is not null; i++)
        {
            if (one is { State: UtteranceState.Rejected, Reason.Rule: { } rule })
            {
                rules.Add(rule);
            }

            one = one.OriginId is { } origin ? await queue.GetAsync(origin, cancellationToken) : null;
        }

        return rules;
    }

    private async ValueTask<ReplayResult> AddAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        var added = await queue.AddAsync(utterance, cancellationToken);
        var outcome = added switch
        {
            { Outcome: AddOutcome.AlreadyThere } => ReplayOutcome.Before,
            { Outcome: AddOutcome.Fell } => ReplayOutcome.Fell,
            { Utterance.State: UtteranceState.Cancelled } => ReplayOutcome.TakenBack,
            { Utterance.State: UtteranceState.Rejected } => ReplayOutcome.Rejected,
            _ => ReplayOutcome.Added,
        };
        return new ReplayResult(outcome, added.Utterance);
    }
}
