using IShowTts.Integrations.Events;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Control;

/// <summary>The one door for everything that a person or the platform can do to the speech.</summary>
/// <remarks>
/// A final state is committed first; then what runs is stopped. So nothing that was taken back can start to be heard. What was done is audited also
/// when who asked for it has left meanwhile.
/// </remarks>
internal sealed class SpeechControl(
    IUtteranceQueue queue,
    ActiveCues active,
    NowPlaying nowPlaying,
    SpeechGate gate,
    RecentModeration recent,
    ISayComposer composer,
    IRedemptionLedger redemptions,
    TimeProvider time,
    IAuditLog audit) : ISpeechControl
{
    private readonly Replays replays = new(queue, composer, time);

    private static readonly UtteranceState[] Waiting = [UtteranceState.Held, UtteranceState.Queued, UtteranceState.Synthesizing];
    private static readonly UtteranceState[] Rejectable = [UtteranceState.Held, UtteranceState.Queued];

    /// <inheritdoc/>
    public async ValueTask<SpeechStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        var counts = await queue.CountAsync(cancellationToken);
        var cue = nowPlaying.Cue;
        var playing = cue is null ? null : await queue.GetAsync(cue.Utterance.Id, cancellationToken);
        return new SpeechStatus(
            gate.IsEnabled,
            nowPlaying.IsPaused,
            gate.Mode,
            playing is { State: UtteranceState.Playing } ? playing : null,
            nowPlaying.Heard.TotalMilliseconds,
            counts.GetValueOrDefault(UtteranceState.Queued) + counts.GetValueOrDefault(UtteranceState.Synthesizing),
            counts.GetValueOrDefault(UtteranceState.Held));
    }

    /// <inheritdoc/>
    public async ValueTask PauseAsync(Actor actor, CancellationToken cancellationToken)
    {
        var changed = nowPlaying.Pause();
        gate.SetPaused(true);
        await audit.WriteAsync(actor, "pause", null, changed ? "done" : "was paused", CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask ResumeAsync(Actor actor, CancellationToken cancellationToken)
    {
        var changed = nowPlaying.Resume();
        gate.SetPaused(false);
        await audit.WriteAsync(actor, "resume", null, changed ? "done" : "was not paused", CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask<Utterance?> SkipAsync(Actor actor, CancellationToken cancellationToken)
    {
        var playing = nowPlaying.Cue?.Utterance.Id;
        if (playing is null)
        {
            // Nothing is heard: skip the one that would be next, synthesized ahead or waiting.
            var ahead = await queue.ListAsync(new UtteranceQuery(UtteranceState.Synthesizing, 2), cancellationToken);
            var waiting = await queue.PeekAsync(1, cancellationToken);
            playing = ahead.Count > 0 ? ahead[^1].Id : waiting.Count > 0 ? waiting[0].Id : null;
        }

        return playing is null ? null : await SkipAsync(playing, actor, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Utterance?> SkipAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        var reason = new StateReason(ReasonCodes.SkippedByPerson, null, $"Skipped by {actor.Name}.");
        var hit = await CancelAsync(new UtteranceMatch { Id = utteranceId }, UtteranceState.Skipped, reason, cancellationToken);
        await audit.WriteAsync(actor, "skip", utteranceId, hit.Count > 0 ? "done" : "not there or over", CancellationToken.None);
        return hit.Count > 0 ? hit[0].Utterance : null;
    }

    /// <inheritdoc/>
    public async ValueTask<Utterance?> WithdrawAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        var reason = new StateReason(ReasonCodes.Withdrawn, null, $"Withdrawn by {actor.Name}.");
        var hit = await CancelAsync(new UtteranceMatch { Id = utteranceId, States = Waiting }, UtteranceState.Cancelled, reason, cancellationToken);
        await audit.WriteAsync(actor, "withdraw", utteranceId, hit.Count > 0 ? "done" : "not waiting", CancellationToken.None);
        return hit.Count > 0 ? hit[0].Utterance : null;
    }

    /// <inheritdoc/>
    public async ValueTask<int> ClearAsync(Actor actor, CancellationToken cancellationToken)
    {
        var reason = new StateReason(ReasonCodes.ClearedByPerson, null, $"Cleared by {actor.Name}.");
        var hit = await CancelAsync(new UtteranceMatch { States = Waiting }, UtteranceState.Cancelled, reason, cancellationToken);
        await audit.WriteAsync(actor, "clear", null, $"{hit.Count} dropped", CancellationToken.None);
        return hit.Count;
    }

    /// <inheritdoc/>
    public async ValueTask<int> StopAllAsync(Actor actor, CancellationToken cancellationToken)
    {
        var reason = new StateReason(ReasonCodes.ClearedByPerson, null, $"Stopped by {actor.Name}.");
        var hit = await CancelAsync(new UtteranceMatch(), UtteranceState.Cancelled, reason, cancellationToken);
        await audit.WriteAsync(actor, "stop-all", null, $"{hit.Count} dropped or stopped", CancellationToken.None);
        return hit.Count;
    }

    /// <inheritdoc/>
    public async ValueTask<Utterance?> ApproveAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        var change = new UtteranceChange(UtteranceState.Queued, new StateReason(ReasonCodes.Approved, null, $"Approved by {actor.Name}."));
        var moved = await queue.MoveAsync(utteranceId, [UtteranceState.Held], change, cancellationToken);
        await audit.WriteAsync(actor, "approve", utteranceId, moved is null ? "not held" : "done", CancellationToken.None);
        return moved?.Utterance;
    }

    /// <inheritdoc/>
    public async ValueTask<Utterance?> RejectAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        var change = new UtteranceChange(UtteranceState.Rejected, new StateReason(ReasonCodes.RejectedByPerson, null, $"Rejected by {actor.Name}."));
        var moved = await queue.MoveAsync(utteranceId, Rejectable, change, cancellationToken);
        await audit.WriteAsync(actor, "reject", utteranceId, moved is null ? "not waiting" : "done", CancellationToken.None);
        return moved?.Utterance;
    }

    /// <inheritdoc/>
    public async ValueTask<Utterance?> HoldAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        var change = new UtteranceChange(UtteranceState.Held, new StateReason(ReasonCodes.HeldByPerson, null, $"Held by {actor.Name}."));
        var moved = await queue.MoveAsync(utteranceId, [UtteranceState.Queued], change, cancellationToken);
        await audit.WriteAsync(actor, "hold", utteranceId, moved is null ? "not queued" : "done", CancellationToken.None);
        return moved?.Utterance;
    }

    /// <inheritdoc/>
    public async ValueTask<Utterance?> PlaceAsync(string utteranceId, string? beforeId, Actor actor, CancellationToken cancellationToken)
    {
        var moved = await queue.PlaceAsync(utteranceId, beforeId, new StateReason(ReasonCodes.Moved, null, $"Moved by {actor.Name}."), cancellationToken);
        await audit.WriteAsync(actor, "move", utteranceId, moved is null ? "not queued" : beforeId is null ? "last" : $"before {beforeId}", CancellationToken.None);
        return moved?.Utterance;
    }

    /// <inheritdoc/>
    public async ValueTask<ReplayResult> AgainAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        var result = await replays.AgainAsync(utteranceId, actor, cancellationToken);
        await audit.WriteAsync(actor, "again", utteranceId, Told(result, utteranceId), CancellationToken.None);
        return result;
    }

    /// <inheritdoc/>
    public async ValueTask<ReplayResult> ReleaseAsync(string utteranceId, Actor actor, CancellationToken cancellationToken)
    {
        var result = await replays.ReleaseAsync(utteranceId, actor, cancellationToken);
        await audit.WriteAsync(actor, "release", utteranceId, Told(result, utteranceId), CancellationToken.None);
        return result;
    }

    /// <inheritdoc/>
    public async ValueTask SetEnabledAsync(bool isEnabled, Actor actor, CancellationToken cancellationToken)
    {
        gate.SetEnabled(isEnabled);
        await audit.WriteAsync(actor, isEnabled ? "on" : "off", null, "done", CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask SetModeAsync(SpeechMode mode, Actor actor, CancellationToken cancellationToken)
    {
        gate.SetMode(mode);
        await audit.WriteAsync(actor, "mode", mode.ToString(), "done", CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask<AddResult> SayAsync(SayRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var decision = composer.DecideSay(request, actor, time.GetUtcNow());
        var utterance = decision.Utterance ?? throw new InvalidOperationException("A text to say was ignored: the composer must speak or reject it.");
        var added = await queue.AddAsync(utterance, cancellationToken);
        await audit.WriteAsync(actor, "say", added.Utterance.Id, added.Utterance.State.ToString(), CancellationToken.None);
        return added;
    }

    /// <inheritdoc/>
    public async ValueTask<int> ModerateAsync(ModerationEvent moderation, CancellationToken cancellationToken)
    {
        recent.Remember(moderation);
        var taken = 0;
        if (MatchOf(moderation) is ({ } match, { } reason))
        {
            taken = (await CancelAsync(match, UtteranceState.Cancelled, reason, cancellationToken)).Count;
            // Each refund of our own comes back as an echo: that nothing was left to take back is no deed of anybody.
            if (taken > 0 || moderation is not RedemptionChanged)
            {
                await audit.WriteAsync(new Actor("platform", "moderation"), reason.Code, moderation.Id, $"{taken} taken back", CancellationToken.None);
            }
        }

        if (moderation is RedemptionChanged { RedemptionId.Length: > 0 } settled)
        {
            await redemptions.NoteSettledAsync(settled.RedemptionId, !settled.IsCancelled, cancellationToken);
        }

        return taken;
    }

    private static string Told(ReplayResult result, string utteranceId) =>
        result.Utterance is { } made && made.Id != utteranceId ? $"{result.Outcome} as {made.Id}" : result.Outcome.ToString();

    private static (UtteranceMatch? Match, StateReason? Reason) MatchOf(ModerationEvent moderation) => moderation switch
    {
        MessageDeleted { MessageId.Length: > 0 } deleted =>
            (new UtteranceMatch { MessageId = deleted.MessageId, MarksFinished = true }, new StateReason(ReasonCodes.MessageDeleted, null, "A moderator deleted the message.")),
        ViewerSilenced silenced when silenced.ViewerId.Length + silenced.Login.Length > 0 =>
            (new UtteranceMatch { Viewer = new Viewer(silenced.ViewerId, silenced.Login, silenced.Login), OnlyFromViewers = true, MarksFinished = true },
                new StateReason(ReasonCodes.ViewerSilenced, null, silenced.Seconds is { } s ? $"The viewer was timed out for {s} s." : "The viewer was banned.")),
        ChatCleared cleared =>
            (new UtteranceMatch { Channel = cleared.Channel, OnlyFromViewers = true, MarksFinished = true }, new StateReason(ReasonCodes.ChatCleared, null, "The chat was cleared.")),
        RedemptionChanged { IsCancelled: true, RedemptionId.Length: > 0 } changed =>
            (new UtteranceMatch { RedemptionId = changed.RedemptionId }, new StateReason(ReasonCodes.RedemptionCancelled, null, "The points went back.")),
        _ => (null, null),
    };

    private async ValueTask<IReadOnlyList<UtteranceTransition>> CancelAsync(
        UtteranceMatch match, UtteranceState to, StateReason reason, CancellationToken cancellationToken)
    {
        IReadOnlyList<UtteranceTransition> hit;
        try
        {
            hit = await queue.CancelAsync(match, to, reason, cancellationToken);
        }
        catch (QueueStoreException)
        {
            // Silence cannot wait for the disk: what runs is stopped all the same, and the caller tries to store it again.
            active.Cancel(match);
            throw;
        }

        foreach (var transition in hit)
        {
            active.Cancel(transition.Utterance.Id);
        }

        return hit;
    }
}
