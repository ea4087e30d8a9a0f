using System.Globalization;
using IShowTts.Integrations.Donations.DonationAlerts;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Donations.Loopback;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class DonationAlertsFeedTests
{
    [Fact]
    public async Task Read_Pushes_OfBothFormsAreGiven()
    {
        await using var service = await LoopbackDonationAlerts.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndSubscribeAsync(bench.Limit);

        await socket.SendAsync(
            "garbage\n[]\n" + LoopbackDonationAlerts.OldPush(LoopbackDonationAlerts.Donation(30530030, "hi")) + "\n{\"result\":{}}\n",
            LoopbackDonationAlerts.OldPush(LoopbackDonationAlerts.Donation(30530030, "hi")),
            LoopbackDonationAlerts.NewPush(LoopbackDonationAlerts.Donation(9, "wrong")).Replace(LoopbackDonationAlerts.Channel, "$alerts:donation_1", StringComparison.Ordinal),
            LoopbackDonationAlerts.NewPush(LoopbackDonationAlerts.Donation(2, "a link", "audio")));

        (await bench.NextAsync()).ShouldBe(new Donation
        {
            Id = "30530030",
            Source = "donationalerts",
            At = new DateTimeOffset(2026, 2, 1, 9, 0, 0, TimeSpan.Zero),
            Viewer = new Viewer("", "", "Ivan"),
            Message = MessageText.Plain("hi"),
            Amount = 500m,
            Currency = "RUB",
        });
        var audio = await bench.NextAsync();
        (audio.Id, audio.Message.Text).ShouldBe(("2", ""));
        bench.Health.State.ShouldBe(SourceState.Connected);
    }

    [Fact]
    public async Task Ping_OfTheServer_IsAnswered()
    {
        await using var service = await LoopbackDonationAlerts.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndSubscribeAsync(bench.Limit);

        await socket.SendAsync("{}");

        (await socket.ReceiveAsync(bench.Limit)).ShouldBe("{}");
    }

    [Fact]
    public async Task Connection_Deaf_IsMadeAgain()
    {
        await using var service = await LoopbackDonationAlerts.StartAsync();
        service.IsDeaf = true;
        DonationAlertsOptions? all = null;
        await using var bench = Start(service, options =>
        {
            all = options;
            (options.SilenceSeconds, options.AnswerSeconds) = (0.3, 0.3);
        });
        await service.AcceptAsync(bench.Limit);

        // The second connection may still have the short limits and end like the first; the third has long ones.
        var second = await service.AcceptAsync(bench.Limit);
        (service.IsDeaf, all!.SilenceSeconds, all.AnswerSeconds) = (false, 30, 20);
        second.Abort();
        var third = await service.AcceptAndSubscribeAsync(bench.Limit);
        await third.SendAsync(LoopbackDonationAlerts.OldPush(LoopbackDonationAlerts.Donation(1, "hi")));

        (await bench.NextAsync()).Id.ShouldBe("1");
    }

    [Fact]
    public async Task Reconnect_WhatCameMeanwhile_IsListedPageByPageAndGivenOnce()
    {
        await using var service = await LoopbackDonationAlerts.StartAsync();
        service.PageSize = 2;
        await using var bench = Start(service);
        var first = await service.AcceptAndSubscribeAsync(bench.Limit);
        await first.SendAsync(LoopbackDonationAlerts.OldPush(LoopbackDonationAlerts.Donation(1, "one", createdAt: At(0))));
        (await bench.NextAsync()).Id.ShouldBe("1");

        foreach (var (id, at) in new[] { (4, 3), (3, 2), (2, 1), (1, 0), (-1, -100_000), (-2, -100_001), (-3, -100_002) })
            service.Listed.Enqueue(LoopbackDonationAlerts.Donation(id, "listed", createdAt: At(at)));
        service.Faults.Answer("/api/v1/alerts/donations", 500);
        first.Abort();
        var second = await service.AcceptAndSubscribeAsync(bench.Limit);

        foreach (var id in new[] { "2", "3", "4" }) (await bench.NextAsync()).Id.ShouldBe(id);
        await second.SendAsync(LoopbackDonationAlerts.OldPush(LoopbackDonationAlerts.Donation(4, "again")), LoopbackDonationAlerts.OldPush(LoopbackDonationAlerts.Donation(5, "live")));
        (await bench.NextAsync()).Id.ShouldBe("5");
        service.Faults.Calls.Count(call => call.Contains("alerts/donations", StringComparison.Ordinal)).ShouldBe(4, "one that failed, then pages until one is older");
    }

    [Theory]
    [InlineData("/api/v1/user/oauth")]
    [InlineData("/api/v1/centrifuge/subscribe")]
    public async Task Token_Refused_GivesUpWithTheKey(string path)
    {
        await using var service = await LoopbackDonationAlerts.StartAsync();
        service.Faults.Answer(path, 401);
        await using var bench = Start(service);
        if (path.EndsWith("subscribe", StringComparison.Ordinal))
        {
            var socket = await service.AcceptAsync(bench.Limit);
            await socket.SendAsync("""{"id":1,"result":{"client":"uuid-of-client"}}""");
        }

        await bench.EndedAsync();

        bench.Health.Detail.ShouldContain("Donations:DonationAlerts:Token");
        foreach (var secret in new[] { LoopbackDonationAlerts.Token, LoopbackDonationAlerts.SocketToken, "streamer@" }) (bench.Log.All + bench.Health).ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("""{"id":1,"error":{"code":109,"message":"token expired SECRETsocketTOKEN789"}}""")]
    [InlineData("close")]
    [InlineData("cut")]
    public async Task Connect_RefusedBySocket_TriesAgainWithAFreshSocketToken(string fault)
    {
        await using var service = await LoopbackDonationAlerts.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAsync(bench.Limit);
        if (fault == "close") await socket.CloseAsync();
        else if (fault == "cut") socket.Abort();
        else await socket.SendAsync(fault);

        var next = await service.AcceptAndSubscribeAsync(bench.Limit);
        await next.SendAsync(LoopbackDonationAlerts.OldPush(LoopbackDonationAlerts.Donation(1, "hi")));

        (await bench.NextAsync()).Id.ShouldBe("1");
        service.Faults.Calls.Count(call => call.EndsWith("user/oauth", StringComparison.Ordinal)).ShouldBe(2);
        bench.Log.All.ShouldNotContain("SECRET");
    }

    private static string At(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds - 10).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static DonationBench Start(LoopbackDonationAlerts service, Action<DonationAlertsOptions>? change = null)
    {
        var options = new DonationAlertsOptions
        {
            Token = LoopbackDonationAlerts.Token, ApiUrl = service.Address, SocketUrl = service.SocketAddress + "/connection/websocket", HandshakeSeconds = 20,
        };
        change?.Invoke(options);
        return DonationBench.Start(options, (settings, clock, random, logger) => new DonationAlertsFeed(settings, clock, random, logger));
    }
}
