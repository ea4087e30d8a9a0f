using System.Net;
using IShowTts.Integrations.Tests.Twitch.EventSub;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.TestKit.Twitch.Loopback;
using Microsoft.AspNetCore.Http;

namespace IShowTts.Integrations.Tests.Twitch.Helix;

public sealed class HelixEventSubTests
{
    private const string Path = "/helix/eventsub/subscriptions";

    [Fact]
    public async Task Create_OneThatIsThere_CountsAsMade()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.WaitAsync(() => bench.Server.Live is [{ Types.Count: 18 }], bench.Limit);
        var before = await bench.Subscriptions.ListAsync(bench.Limit);
        var raid = EventSubPlan.All.Single(static kind => kind.Type == EventSubPlan.Raid);

        await bench.Subscriptions.CreateAsync(raid, LoopbackTwitch.BroadcasterId, bench.Server.Live[0].Id, bench.Limit);

        (await bench.Subscriptions.ListAsync(bench.Limit)).ShouldBe(before);
        await bench.EndAsync(next);
    }

    [Theory]
    [InlineData("channel.bits.use")]
    [InlineData("channel.subscribe")]
    [InlineData("channel.channel_points_custom_reward_redemption.add")]
    public async Task Create_OfAnotherChannel_IsForbidden(string type)
    {
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { SignIn = false });
        bench.Account.SignIn(userId: "999", login: "somebot");
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(EventSubPlan.Chat, bench.Limit);
        var kind = EventSubPlan.All.Single(kind => kind.Type == type);

        var failure = await Should.ThrowAsync<HelixException>(
            async () => await bench.Subscriptions.CreateAsync(kind, LoopbackTwitch.BroadcasterId, bench.Server.Live[0].Id, bench.Limit));

        failure.Status.ShouldBe(HttpStatusCode.Forbidden);
        bench.Server.Find(type).ShouldBeNull();
        await bench.EndAsync(next);
    }

    [Fact]
    public async Task List_CursorOfHalfACharacter_IsAHelixError()
    {
        await using var bench = await EventSubBench.StartAsync();
        bench.Twitch.Faults.Next(Path, static async context =>
        {
            await context.Response.WriteAsync("""{"data":[],"pagination":{"cursor":"\ud800"}}""");
            return true;
        });

        (await Should.ThrowAsync<HelixException>(async () => await bench.Subscriptions.ListAsync(bench.Limit))).Message.ShouldContain("half a character");
    }
}
