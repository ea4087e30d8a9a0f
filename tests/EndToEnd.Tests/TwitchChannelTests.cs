using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Twitch;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests;

/// <summary>A channel's chat, from the IRC socket to the sink, through cuts of the line.</summary>
public sealed class TwitchChannelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Channel_ReadAnonymously_IsHeardModeratedAndReconnected()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var server = await LoopbackIrcServer.StartAsync();
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            KeepSources = true,
            Configuration = new Dictionary<string, string?>
            {
                ["Twitch:Channel"] = "SomeChannel",
                ["Twitch:IrcUrl"] = server.Url.ToString(),
                ["Twitch:ReconnectMinSeconds"] = "0.1",
                ["Twitch:ReconnectMaxSeconds"] = "0.5",
            },
        });

        var first = await server.AcceptAndWelcomeAsync(limit.Token);
        first.Channel.ShouldBe("somechannel");
        first.Received.ShouldContain(line => line.StartsWith("NICK justinfan", StringComparison.Ordinal));
        await first.SendChatAsync("m1", "ann", "hello from a real socket");
        await worker.WaitAsync("m1", UtteranceState.Heard);

        await first.SendChatAsync("m2", "bob", string.Join(' ', Enumerable.Repeat("word", 40)));
        await worker.WaitAsync("m2", UtteranceState.Playing);
        await first.SendAsync("@login=bob;room-id=;target-msg-id=m2;tmi-sent-ts=1642720582342 :tmi.twitch.tv CLEARMSG #somechannel :word");
        (await worker.WaitAsync("m2", UtteranceState.Cancelled)).Reason.ShouldNotBeNull().Code.ShouldBe(ReasonCodes.MessageDeleted);

        first.Abort();
        var second = await server.AcceptAndWelcomeAsync(limit.Token);
        await second.SendChatAsync("m1", "ann", "hello from a real socket");
        await second.SendChatAsync("m3", "cid", "we are back");
        await worker.WaitAsync("m3", UtteranceState.Heard);

        var all = await worker.Queue.ListAsync(new UtteranceQuery(), CancellationToken.None);
        all.Count(utterance => utterance.EventId == "m1").ShouldBe(1);
    }
}
