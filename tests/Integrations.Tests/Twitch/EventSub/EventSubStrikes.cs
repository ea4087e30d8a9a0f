using IShowTts.TestKit.Twitch.Loopback;
using Microsoft.AspNetCore.Http;
using static IShowTts.TestKit.Twitch.Loopback.EventSubBodies;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>Lets the faults of an <see cref="EventSubStorm"/> happen, and counts them.</summary>
/// <param name="bench">Where.</param>
/// <param name="random">Decides; seeded.</param>
internal sealed class EventSubStrikes(EventSubBench bench, Random random)
{
    private const string SubscriptionsPath = "/helix/eventsub/subscriptions";

    /// <summary>Faults so far, by kind.</summary>
    public Dictionary<EventSubFault, int> Struck { get; } = [];

    /// <summary>Moves that gave the session another id.</summary>
    public int NewIds { get; private set; }

    /// <summary>Whether what is on its way when a fault strikes may be lost without anybody's fault.</summary>
    public static bool LosesWhatIsOnTheLine(EventSubFault fault) =>
        fault is EventSubFault.Cut or EventSubFault.CutWithHelixErrors or EventSubFault.CutWithLostAnswers or EventSubFault.CloseWhileSubscribing or EventSubFault.Revoke;

    /// <summary>Waits until there is a session that hears everything that is sent here.</summary>
    public async Task<LoopbackSession> SessionAsync()
    {
        LoopbackSession? found = null;
        await bench.Server.WaitAsync(() => (found = bench.Server.Live.FirstOrDefault(IsHeard)) is not null, bench.Limit);
        return found!;
    }

    /// <summary>Lets a fault happen to the session that there is, or that comes next.</summary>
    /// <param name="fault">Which.</param>
    /// <param name="send">Sends events, for faults that happen while some are on their way.</param>
    public async Task StrikeAsync(EventSubFault fault, Func<Task> send)
    {
        var session = await SessionAsync();
        await (fault switch
        {
            EventSubFault.Cut => CutAsync(session),
            EventSubFault.CutWithHelixErrors => CutWithHelixErrorsAsync(session),
            EventSubFault.CutWithLostAnswers => CutWithLostAnswersAsync(session),
            EventSubFault.Close => bench.Server.CloseAsync(session, 4000 + random.Next(7)),
            EventSubFault.CloseWhileSubscribing => CloseWhileSubscribingAsync(session, send),
            EventSubFault.Move => MoveAsync(session, send),
            EventSubFault.RefusedMove => RefuseMoveAsync(session),
            EventSubFault.Revoke => RevokeAsync(session),
            _ => throw new InvalidOperationException($"{fault} is no fault that this knows."),
        }).WaitAsync(bench.Limit);
        Struck[fault] = Struck.GetValueOrDefault(fault) + 1;
    }

    private static bool IsHeard(LoopbackSession? session) => session is not null && session.Has(ChatType) && session.Has(RedeemType);

    private static Task CutAsync(LoopbackSession session)
    {
        session.Cut();
        return Task.CompletedTask;
    }

    private Task CutWithHelixErrorsAsync(LoopbackSession session)
    {
        bench.Twitch.Faults.Answer(SubscriptionsPath, 401).Answer(SubscriptionsPath, 429, ("Ratelimit-Remaining", "0"), ("Ratelimit-Reset", "1")).Answer(SubscriptionsPath, 500);
        return CutAsync(session);
    }

    private async Task CutWithLostAnswersAsync(LoopbackSession session)
    {
        bench.Twitch.SignIn.Refuse((await bench.Account.GetAsync(bench.Limit))!.Token);
        bench.Server.Subscriptions.LoseAnswer();
        bench.Server.Subscriptions.LoseAnswer(isCut: true);
        await CutAsync(session);
    }

    /// <summary>The first two subscriptions are made and used; the others find the session closed, with events on the way.</summary>
    private async Task CloseWhileSubscribingAsync(LoopbackSession before, Func<Task> send)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Twitch.Faults.Rule = async context =>
        {
            if (context.Request.Path == SubscriptionsPath && IsHeard(bench.Server.Live.FirstOrDefault(each => each != before))) await closed.Task.WaitAsync(context.RequestAborted);
            return false;
        };
        before.Cut();
        var session = await SessionAsync();
        await send();
        await bench.Server.CloseAsync(session, 4005);
        bench.Twitch.Faults.Rule = null;
        closed.TrySetResult();
    }

    /// <summary>Events go on while the source moves, over whichever socket they have to. Every second time the session gets another id.</summary>
    private async Task MoveAsync(LoopbackSession session, Func<Task> send)
    {
        var (moves, id) = (bench.Server.Moves, session.Id);
        bench.Server.GivesNewIds = !bench.Server.GivesNewIds;
        await bench.Server.ReconnectAsync(session);
        await send();
        await bench.Server.WaitAsync(() => bench.Server.Moves > moves || !session.IsLive, bench.Limit);
        if (session.Id != id) NewIds++;
    }

    private async Task RefuseMoveAsync(LoopbackSession session)
    {
        bench.Twitch.Faults.Answer("/ws", StatusCodes.Status503ServiceUnavailable);
        await bench.Server.ReconnectAsync(session);
        await bench.Server.WaitAsync(() => !session.IsLive, bench.Limit);
    }

    private async Task RevokeAsync(LoopbackSession session)
    {
        bench.Account.CannotRenew = true;
        await bench.Server.RevokeAsync(ChatType, "authorization_revoked");
        await bench.Server.WaitAsync(() => !session.IsLive, bench.Limit);
        bench.Account.CannotRenew = false;
        bench.Account.SignIn();
    }
}
