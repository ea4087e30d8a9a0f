using IShowTts.Integrations.Donations.StreamElements;
using IShowTts.TestKit.Donations.Loopback;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class StreamElementsSubscriptionTests
{
    private const string Reconnect = """{"type":"reconnect","data":{"message":"draining","reconnect_token":"again"}}""";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Reconnect_BeforeEverySubscriptionIsAnswered_BeginsANewSession(int answered)
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var old = await service.AcceptAsync(bench.Limit);
        await LoopbackStreamElements.WelcomeAsync(old);
        for (var i = 0; i < answered; i++) (await LoopbackStreamElements.SubscribeOneAsync(old, bench.Limit)).ShouldBe(AstroSession.Tips);

        await old.SendAsync(Reconnect);
        var next = await service.AcceptAsync(bench.Limit);
        next.Query.ShouldBeEmpty("there is nothing yet, or not all, that could be taken over");
        await LoopbackStreamElements.WelcomeAsync(next);
        await LoopbackStreamElements.SubscribeAsync(next, bench.Limit);
        await next.SendAsync(
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t1", "here")),
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t2", "approved"), AstroSession.Moderation));

        (await bench.NextAsync()).Id.ShouldBe("t1");
        (await bench.NextAsync()).Id.ShouldBe("t2");
    }

    [Fact]
    public async Task Reconnect_OfASessionThatWasTakenOver_IsTakenOverToo()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndWelcomeAsync(bench.Limit, (AstroSession.Moderation, "err_unauthorized"));

        for (var i = 0; i < 2; i++)
        {
            await socket.SendAsync(Reconnect);
            socket = await service.AcceptAsync(bench.Limit);
            socket.Query.ShouldBe("?reconnect_token=again");
            await LoopbackStreamElements.WelcomeAsync(socket);
        }

        await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "here")));
        (await bench.NextAsync()).Id.ShouldBe("t");
    }

    [Theory]
    [InlineData("err_internal_error")]
    [InlineData("err_deadline_exceeded")]
    public async Task Subscribe_ModerationRefusedForNow_AsksAgainUntilItIsRead(string error)
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndWelcomeAsync(bench.Limit, (AstroSession.Moderation, error));

        (await LoopbackStreamElements.SubscribeOneAsync(socket, bench.Limit, (AstroSession.Moderation, error))).ShouldBe(AstroSession.Moderation);
        (await LoopbackStreamElements.SubscribeOneAsync(socket, bench.Limit)).ShouldBe(AstroSession.Moderation);
        await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "approved"), AstroSession.Moderation));

        (await bench.NextAsync()).Id.ShouldBe("t");
        bench.Log.All.ShouldContain($"channel.tips.moderation cannot be read for now ({error})");
        bench.Log.All.ShouldNotContain(LoopbackStreamElements.Token);
    }

    [Fact]
    public async Task Subscribe_ModerationOverTheRate_WaitsAndReadsTheRest()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndWelcomeAsync(bench.Limit, (AstroSession.Moderation, "rate_limit_exceeded"));

        await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "here")));

        (await bench.NextAsync()).Id.ShouldBe("t");
        bench.Log.All.ShouldContain("(rate_limit_exceeded); the rest can. Asking again in 10.0 s");
    }

    private static DonationBench Start(LoopbackStreamElements service)
    {
        var options = new StreamElementsOptions { Token = LoopbackStreamElements.Token, SocketUrl = service.SocketAddress, ApiUrl = service.Address, HandshakeSeconds = 20 };
        return DonationBench.Start(options, (settings, clock, _, logger) => new StreamElementsFeed(settings, clock, logger));
    }
}
