using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static IShowTts.TestKit.Twitch.Loopback.EventSubBodies;

namespace IShowTts.EndToEnd.Tests;

/// <summary>A channel that is signed in: chat and redemptions from EventSub to the sink, and taken back from there.</summary>
public sealed class TwitchEventSubTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Channel_SignedIn_IsHeardOverEventSubModeratedAndGoesOnOverIrc()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var twitch = await LoopbackTwitch.StartAsync();
        await using var irc = await LoopbackIrcServer.StartAsync();
        var account = new FakeTwitchAccount(twitch).SignIn();
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            KeepSources = true,
            Configuration = new Dictionary<string, string?>(twitch.Configuration) { ["Twitch:IrcUrl"] = irc.Url.ToString(), ["Twitch:ReconnectMinSeconds"] = "0.1" },
            ConfigureServices = services => services.RemoveAll<ITwitchAccount>().AddSingleton<ITwitchAccount>(account),
        });
        var events = twitch.EventSub;
        await events.SubscribedAsync(DeleteType, limit.Token);

        (await events.NotifyAsync(ChatType, ChatBody("m1", "hello over EventSub"))).ShouldBeTrue();
        await worker.WaitAsync("m1", UtteranceState.Heard);
        (await events.NotifyAsync(RedeemType, RedeemBody("r1", "this cost points"))).ShouldBeTrue();
        await worker.WaitAsync("r1", UtteranceState.Heard);

        (await events.NotifyAsync(ChatType, ChatBody("m2", string.Join(' ', Enumerable.Repeat("word", 40)), "bob", "8"))).ShouldBeTrue();
        await worker.WaitAsync("m2", UtteranceState.Playing);
        (await events.NotifyAsync(DeleteType, DeleteBody("m2", "bob"))).ShouldBeTrue();
        (await worker.WaitAsync("m2", UtteranceState.Cancelled)).Reason.ShouldNotBeNull().Code.ShouldBe(ReasonCodes.MessageDeleted);

        account.SignOut();
        var client = await ReadingAsync(irc, limit.Token);
        await client.SendChatAsync("m1", "ann", "hello over EventSub");
        await client.SendChatAsync("m3", "cid", "we go on over IRC");
        await worker.WaitAsync("m3", UtteranceState.Heard);
        (await worker.Queue.ListAsync(new UtteranceQuery(), CancellationToken.None)).Count(utterance => utterance.EventId == "m1").ShouldBe(1);
    }

    /// <summary>IRC may have begun before EventSub was there, and go on for a moment.</summary>
    private static async Task<LoopbackIrcClient> ReadingAsync(LoopbackIrcServer irc, CancellationToken cancellationToken)
    {
        var client = await irc.AcceptAsync(cancellationToken);
        await client.WelcomeAsync(cancellationToken);
        return client;
    }
}
