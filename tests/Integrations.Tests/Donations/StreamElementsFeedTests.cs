using System.Text;
using IShowTts.Integrations.Donations.StreamElements;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Donations.Loopback;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class StreamElementsFeedTests
{
    [Fact]
    public async Task Read_Tip_IsADonationWithNothingPrivate()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndWelcomeAsync(bench.Limit);

        await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("67b5f39d07ecd4c594e60f73", "thank you")));

        var donation = await bench.NextAsync();
        donation.ShouldBe(new Donation
        {
            Id = "67b5f39d07ecd4c594e60f73",
            Source = "streamelements",
            At = DateTimeOffset.Parse("2025-02-19T15:07:09.302Z", System.Globalization.CultureInfo.InvariantCulture),
            Viewer = new Viewer("", "", "Styler"),
            Message = MessageText.Plain("thank you"),
            Amount = 4.2m,
            Currency = "USD",
        });
        bench.Health.State.ShouldBe(SourceState.Connected);
        bench.Health.LastEventAt.ShouldNotBeNull();
        foreach (var secret in new[] { "styler@", "ZZ", "2YH79902JR1691017", "thank you", "secret" }) bench.Log.All.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Read_PendingThenApproved_IsGivenOnceWhenApproved()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndWelcomeAsync(bench.Limit);

        await socket.SendAsync(
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t1", "wait for me", "pending")),
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t2", "no", "rejected"), AstroSession.Moderation),
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t1", "wait for me"), AstroSession.Moderation),
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t1", "wait for me")),
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t3", "last")));

        (await bench.NextAsync()).Id.ShouldBe("t1");
        (await bench.NextAsync()).Id.ShouldBe("t3");
    }

    [Fact]
    public async Task Read_OtherRoomTopicAndGarbage_ArePassedOver()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndWelcomeAsync(bench.Limit);
        var tip = LoopbackStreamElements.Tip("wrong", "wrong");

        await socket.SendAsync(
            LoopbackStreamElements.Message(tip, room: LoopbackStreamElements.Room),
            LoopbackStreamElements.Message(tip, topic: "channel.activities"),
            "garbage", "[]", "null", "\"x\"", "{\"type\":5}", "{\"type\":\"response\",\"nonce\":\"not ours\"}", "{\"type\":\"news\"}",
            new string('[', 100_000), """{"type":"message","topic":"\ud83d","room":"\udc4b","\ud83d":1}""",
            LoopbackStreamElements.Message("[]"), LoopbackStreamElements.Message("{}"),
            LoopbackStreamElements.Message(tip.Replace("4.2", "\"NaN\"", StringComparison.Ordinal)),
            LoopbackStreamElements.Message(tip.Replace("\"USD\"", "{}", StringComparison.Ordinal)),
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("right", new string('x', 2_000_000))),
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("right", "right")));

        (await bench.NextAsync()).Message.Text.ShouldBe("right");
        bench.Log.All.ShouldContain("amount is no number above 0");
        bench.Log.All.ShouldContain("currency must be three capital letters");
        bench.Log.All.ShouldNotContain("NaN");
    }

    [Fact]
    public async Task Read_MessageInPieces_IsWhole()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndWelcomeAsync(bench.Limit);
        var bytes = Encoding.UTF8.GetBytes(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "Grüße 😂")));

        for (var i = 0; i < bytes.Length; i++) await socket.SendPieceAsync([bytes[i]], i == bytes.Length - 1);

        (await bench.NextAsync()).Message.Text.ShouldBe("Grüße 😂");
    }

    [Fact]
    public async Task Connect_TokenThatTheApiRefuses_GivesUpWithTheKey()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service, options => options.Token = "another-token-of-somebody");

        await bench.EndedAsync();

        bench.Health.Detail.ShouldContain("Donations:StreamElements:Token");
        (bench.Health.Detail + bench.Log.All).ShouldNotContain("another-token");
    }

    [Fact]
    public async Task Connect_ApiForbids_TriesAgainAndNamesTheKey()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        service.Faults.Answer("/kappa/v2/channels/me", 403);
        await using var bench = Start(service);

        var socket = await service.AcceptAndWelcomeAsync(bench.Limit);
        await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "here")));

        (await bench.NextAsync()).Id.ShouldBe("t");
        bench.Log.All.ShouldContain("streamelements answered with 403. If it stays so, set a new token in Donations:StreamElements:Token");
    }

    [Fact]
    public async Task Subscribe_Unauthorized_GivesUpWithTheKey()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);

        await service.AcceptAndWelcomeAsync(bench.Limit, (AstroSession.Tips, "err_unauthorized"));

        await bench.EndedAsync();
        bench.Health.Detail.ShouldContain("Donations:StreamElements:Token");
        bench.Log.All.ShouldNotContain(LoopbackStreamElements.Token);
    }

    [Theory]
    [InlineData("err_internal_error")]
    [InlineData("err_deadline_exceeded")]
    [InlineData("err_bad_request")]
    [InlineData("an error with " + LoopbackStreamElements.Token)]
    public async Task Subscribe_OtherError_TriesAgainWithoutItsText(string error)
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);

        await service.AcceptAndWelcomeAsync(bench.Limit, (AstroSession.Tips, error));
        var socket = await service.AcceptAndWelcomeAsync(bench.Limit);
        await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "here")));

        (await bench.NextAsync()).Id.ShouldBe("t");
        bench.Log.All.ShouldNotContain(LoopbackStreamElements.Token);
        service.Faults.Calls.Count(call => call.Contains("channels/me", StringComparison.Ordinal)).ShouldBe(1, "the id is looked up once");
    }

    [Fact]
    public async Task Subscribe_ModerationRefused_ReadsTheRest()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);

        var socket = await service.AcceptAndWelcomeAsync(bench.Limit, (AstroSession.Moderation, "err_unauthorized"));
        await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "here")));

        (await bench.NextAsync()).Id.ShouldBe("t");
        bench.Log.All.ShouldContain("channel.tips.moderation cannot be read (err_unauthorized)");
    }

    [Fact]
    public async Task Subscribe_ClosedInsteadOfAnAnswer_TriesAgainAndNamesTheKey()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAsync(bench.Limit);
        await LoopbackStreamElements.WelcomeAsync(socket);
        await socket.ExpectAsync("subscribe", bench.Limit);

        await socket.CloseAsync();
        await service.AcceptAsync(bench.Limit);

        bench.Health.Detail.ShouldContain("Donations:StreamElements:Token");
    }

    [Theory]
    [InlineData(502, false)]
    [InlineData(429, true)]
    public async Task Connect_RefusedForNow_TriesAgain(int status, bool hasWait)
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        service.Faults.Answer("/", status, hasWait ? [("Retry-After", "1")] : []);
        await using var bench = Start(service);

        var socket = await service.AcceptAndWelcomeAsync(bench.Limit);
        await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "here")));

        (await bench.NextAsync()).Id.ShouldBe("t");
        bench.Log.All.ShouldContain($"refused the connection ({status})");
        if (hasWait) bench.Log.All.ShouldContain("Trying again in 1.");
    }

    [Theory]
    [InlineData("no welcome")]
    [InlineData("no answer")]
    [InlineData("deaf")]
    [InlineData("cut")]
    public async Task Connection_GoesSilentOrIsCut_IsMadeAgain(string fault)
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        service.IsDeaf = fault == "deaf";
        StreamElementsOptions? all = null;
        await using var bench = Start(service, options =>
        {
            all = options;
            if (fault.StartsWith("no", StringComparison.Ordinal)) options.HandshakeSeconds = 0.3;
            if (fault == "deaf") (options.SilenceSeconds, options.AnswerSeconds) = (0.3, 0.3);
        });
        var first = await service.AcceptAsync(bench.Limit);
        if (fault is "no answer" or "deaf") await Record.ExceptionAsync(() => LoopbackStreamElements.WelcomeAsync(first)); // on a busy machine the program may have left already
        if (fault == "cut") first.Abort();

        // The second connection may still have the short limits and end like the first; the third has long ones.
        var second = await service.AcceptAsync(bench.Limit);
        (service.IsDeaf, all!.HandshakeSeconds, all.SilenceSeconds, all.AnswerSeconds) = (false, 20, 30, 20);
        second.Abort();
        var third = await service.AcceptAndWelcomeAsync(bench.Limit);
        await third.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "here")));

        (await bench.NextAsync()).Id.ShouldBe("t");
    }

    [Fact]
    public async Task Reconnect_WithToken_TakesTheSessionOverAndLosesNothing()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var old = await service.AcceptAndWelcomeAsync(bench.Limit);

        await old.SendAsync("""{"type":"reconnect","data":{"message":"draining","reconnect_token":"again & again"}}""");
        var next = await service.AcceptAsync(bench.Limit);
        next.Query.ShouldBe("?reconnect_token=again%20%26%20again");
        await old.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t1", "on the old one")));
        (await bench.NextAsync()).Id.ShouldBe("t1");
        await LoopbackStreamElements.WelcomeAsync(next);
        await old.Ended.WaitAsync(bench.Limit);
        await next.SendAsync(
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t1", "again")),
            LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t2", "on the new one")));

        (await bench.NextAsync()).Id.ShouldBe("t2");
        await next.CloseAsync();
        (await next.ReceiveAsync(bench.Limit)).ShouldBeNull("a session that was taken over keeps its subscriptions");
        bench.Log.All.ShouldNotContain("again & again");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reconnect_TokenNoLongerGood_BeginsANewSession(bool isCut)
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var bench = Start(service);
        var old = await service.AcceptAndWelcomeAsync(bench.Limit);

        await old.SendAsync("""{"type":"reconnect","data":{"reconnect_token":"expired"}}""");
        var refused = await service.AcceptAsync(bench.Limit);
        if (isCut) refused.Abort();
        else await refused.CloseAsync();
        var next = await service.AcceptAsync(bench.Limit);
        next.Query.ShouldBeEmpty();
        await LoopbackStreamElements.WelcomeAsync(next);
        await LoopbackStreamElements.SubscribeAsync(next, bench.Limit);
        await next.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "here")));

        (await bench.NextAsync()).Id.ShouldBe("t");
    }

    private static DonationBench Start(LoopbackStreamElements service, Action<StreamElementsOptions>? change = null)
    {
        var options = new StreamElementsOptions { Token = LoopbackStreamElements.Token, SocketUrl = service.SocketAddress, ApiUrl = service.Address, HandshakeSeconds = 20 };
        change?.Invoke(options);
        return DonationBench.Start(options, (settings, clock, _, logger) => new StreamElementsFeed(settings, clock, logger));
    }
}
