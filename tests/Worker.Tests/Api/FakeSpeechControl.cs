using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Api;

/// <summary>Steers a queue without any audio, and remembers what it was asked.</summary>
internal sealed class FakeSpeechControl(IUtteranceQueue queue) : ISpeechControl
{
    private static readonly UtteranceState[] Waiting = [UtteranceState.Held, UtteranceState.Queued];
    private static readonly UtteranceState[] Open = [.. Waiting, UtteranceState.Synthesizing, UtteranceState.Playing];
    private int said;

    public List<string> Orders { get; } = [];

    public Func<SayRequest, Utterance, Utterance> OnSay { get; set; } = (_, utterance) => utterance;

    public Func<AddResult, AddResult> OnSaid { get; set; } = result => result;

    /// <summary>How often the status cannot be read yet.</summary>
    public int StatusFailures { get; set; }

    /// <summary>What becomes of what is said again or released.</summary>
    public ReplayOutcome Replayed { get; set; }

    public bool IsPaused { get; private set; }

    public bool IsEnabled { get; private set; } = true;

    public SpeechMode Mode { get; private set; }

    public async ValueTask<SpeechStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        if (StatusFailures-- > 0)
        {
            throw new QueueStoreException("io", "The disk is gone.");
        }

        var counts = await queue.CountAsync(cancellationToken);
        return new(IsEnabled, IsPaused, Mode, null, 0, counts.GetValueOrDefault(UtteranceState.Queued), counts.GetValueOrDefault(UtteranceState.Held));
    }

    public ValueTask PauseAsync(Actor actor, CancellationToken cancellationToken)
    {
        IsPaused = true;
        Orders.Add($"pause {actor.Name}");
        return default;
    }

    public ValueTask ResumeAsync(Actor actor, CancellationToken cancellationToken)
    {
        IsPaused = false;
        Orders.Add($"resume {actor.Name}");
        return default;
    }

    public async ValueTask<Utterance?> SkipAsync(Actor actor, CancellationToken cancellationToken)
    {
        Orders.Add($"skip {actor.Name}");
        var next = await queue.PeekAsync(1, cancellationToken);
        return next.Count == 0 ? null : await SkipAsync(next[0].Id, actor, cancellationToken);
    }

    public ValueTask<Utterance?> SkipAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) =>
        MoveAsync(utteranceId, Open, UtteranceState.Skipped, ReasonCodes.SkippedByPerson, cancellationToken);

    public ValueTask<Utterance?> WithdrawAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) =>
        MoveAsync(utteranceId, Open, UtteranceState.Cancelled, ReasonCodes.Withdrawn, cancellationToken);

    public async ValueTask<int> ClearAsync(Actor actor, CancellationToken cancellationToken)
    {
        Orders.Add($"clear {actor.Name}");
        return (await queue.CancelAsync(new UtteranceMatch { States = Waiting }, UtteranceState.Cancelled, new StateReason(ReasonCodes.ClearedByPerson), cancellationToken)).Count;
    }

    public async ValueTask<int> StopAllAsync(Actor actor, CancellationToken cancellationToken)
    {
        Orders.Add($"stop {actor.Name}");
        return (await queue.CancelAsync(new UtteranceMatch(), UtteranceState.Cancelled, new StateReason(ReasonCodes.ClearedByPerson), cancellationToken)).Count;
    }

    public ValueTask<Utterance?> ApproveAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) =>
        MoveAsync(utteranceId, [UtteranceState.Held], UtteranceState.Queued, ReasonCodes.Approved, cancellationToken);

    public ValueTask<Utterance?> RejectAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) =>
        MoveAsync(utteranceId, Waiting, UtteranceState.Rejected, ReasonCodes.RejectedByPerson, cancellationToken);

    public ValueTask<Utterance?> HoldAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) =>
        MoveAsync(utteranceId, [UtteranceState.Queued], UtteranceState.Held, ReasonCodes.HeldByPerson, cancellationToken);

    public async ValueTask<Utterance?> PlaceAsync(string utteranceId, string? beforeId, Actor actor, CancellationToken cancellationToken) =>
        (await queue.PlaceAsync(utteranceId, beforeId, new StateReason(ReasonCodes.Moved), cancellationToken))?.Utterance;

    public ValueTask<ReplayResult> AgainAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) => ReplayAsync("again", utteranceId, cancellationToken);

    public ValueTask<ReplayResult> ReleaseAsync(string utteranceId, Actor actor, CancellationToken cancellationToken) => ReplayAsync("release", utteranceId, cancellationToken);

    public ValueTask SetEnabledAsync(bool isEnabled, Actor actor, CancellationToken cancellationToken)
    {
        IsEnabled = isEnabled;
        Orders.Add($"{(isEnabled ? "on" : "off")} {actor.Via}");
        return default;
    }

    public ValueTask SetModeAsync(SpeechMode mode, Actor actor, CancellationToken cancellationToken)
    {
        Mode = mode;
        Orders.Add($"mode {mode} {actor.Via}");
        return default;
    }

    public async ValueTask<AddResult> SayAsync(SayRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var utterance = OnSay(request, ApiHost.NewUtterance(Interlocked.Increment(ref said), request.Text) with { Kind = request.Kind, Voice = request.Voice });
        return OnSaid(await queue.AddAsync(utterance, cancellationToken));
    }

    public ValueTask<int> ModerateAsync(ModerationEvent moderation, CancellationToken cancellationToken) => new(0);

    private async ValueTask<ReplayResult> ReplayAsync(string order, string id, CancellationToken cancellationToken)
    {
        Orders.Add(order);
        return new ReplayResult(Replayed, await queue.GetAsync(id, cancellationToken));
    }

    private async ValueTask<Utterance?> MoveAsync(string id, UtteranceState[] from, UtteranceState to, string code, CancellationToken cancellationToken) =>
        (await queue.MoveAsync(id, from, new UtteranceChange(to, new StateReason(code)), cancellationToken))?.Utterance;
}
