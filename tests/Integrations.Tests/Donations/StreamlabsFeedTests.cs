using System.Text;
using IShowTts.Integrations.Donations.Streamlabs;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Donations.Loopback;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class StreamlabsFeedTests
{
    [Fact]
    public async Task Read_Donation_IsGivenAsTold()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndOpenAsync(bench.Limit);
        socket.Query.ShouldBe("?EIO=3&transport=websocket&token=" + LoopbackSocketIo.Token);

        await socket.SendAsync(LoopbackSocketIo.Donation("6b43", "This is a test donation"));

        var donation = await bench.NextAsync();
        donation.ShouldBe(new Donation
        {
            Id = "6b43",
            Source = "streamlabs",
            At = donation.At,
            Viewer = new Viewer("", "", "test"),
            Message = MessageText.Plain("This is a test donation"),
            Amount = 13.37m,
            Currency = "USD",
        });
        bench.Health.State.ShouldBe(SourceState.Connected);
        bench.Log.All.ShouldNotContain("This is a test donation");
    }

    [Fact]
    public async Task Read_RepeatsOtherTypesAndGarbage_ArePassedOver()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndOpenAsync(bench.Limit);

        await socket.SendAsync(
            LoopbackSocketIo.Donation("d1", "one"), LoopbackSocketIo.Donation("d1", "one"),
            LoopbackSocketIo.Donation("x1", "wrong").Replace("\"donation\"", "\"alertPlaying\"", StringComparison.Ordinal),
            LoopbackSocketIo.Donation("x2", "wrong").Replace("\"for\":\"streamlabs\"", "\"for\":\"twitch_account\"", StringComparison.Ordinal),
            LoopbackSocketIo.Donation("x3", "wrong").Replace("42[\"event\"", "42[\"streamlabels\"", StringComparison.Ordinal),
            LoopbackSocketIo.Donation("x4", "wrong").Replace("13.37", "-1", StringComparison.Ordinal),
            "", "4", "42", "42[", "42[]", "42[5]", "42[\"event\"]", "42[\"event\",null]", "42/chat", "43[]", "45-", "5", "6", "9", "garbage", "42" + new string('[', 5000),
            "42" + new string('x', 2_000_000), """42["event",{"type":"donation","message":"\ud83d"}]""",
            "42/namespace,17" + LoopbackSocketIo.Donation("d2", "two")[2..]);

        (await bench.NextAsync()).Id.ShouldBe("d1");
        (await bench.NextAsync()).Id.ShouldBe("d2");
        await socket.CloseAsync();
        await service.AcceptAsync(bench.Limit);
        bench.Log.All.ShouldContain("1 messages were too long");
    }

    [Fact]
    public async Task Read_FrameInPieces_IsWhole()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndOpenAsync(bench.Limit);
        var bytes = Encoding.UTF8.GetBytes(LoopbackSocketIo.Donation("d", "Grüße 😂"));

        for (var i = 0; i < bytes.Length; i++) await socket.SendPieceAsync([bytes[i]], i == bytes.Length - 1);

        (await bench.NextAsync()).Message.Text.ShouldBe("Grüße 😂");
    }

    [Fact]
    public async Task Heartbeat_AtTheNamedInterval_GoesOnWhileEventsCome()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAsync(bench.Limit);
        await LoopbackSocketIo.OpenAsync(socket, pingInterval: 100, pingTimeout: 20_000);

        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync(LoopbackSocketIo.Donation($"d{i}", "here"));
            (await bench.NextAsync()).Id.ShouldBe($"d{i}");
            (await socket.ReceiveAsync(bench.Limit)).ShouldBe("2");
        }
    }

    [Fact]
    public async Task Heartbeat_OfTheServer_IsAnswered()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndOpenAsync(bench.Limit);

        await socket.SendAsync("2", "2probe");

        (await socket.ReceiveAsync(bench.Limit)).ShouldBe("3");
        (await socket.ReceiveAsync(bench.Limit)).ShouldBe("3probe");
    }

    [Fact]
    public async Task Heartbeat_WithoutAnswer_ConnectsAgain()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        service.AnswersPings = false;
        await using var bench = Start(service);
        var dead = await service.AcceptAsync(bench.Limit);
        await LoopbackSocketIo.OpenAsync(dead, pingInterval: 100, pingTimeout: 100);
        await dead.Ended.WaitAsync(bench.Limit);

        var socket = await service.AcceptAndOpenAsync(bench.Limit);
        await socket.SendAsync(LoopbackSocketIo.Donation("d", "here"));

        (await bench.NextAsync()).Id.ShouldBe("d");
        bench.Log.All.ShouldContain("The connection to streamlabs was lost");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0garbage")]
    public async Task Heartbeat_WithoutAUsableOpen_HasTheUsualTimes(string open)
    {
        var clock = new FakeTimeProvider();
        await using var service = await LoopbackSocketIo.StartAsync();
        service.AnswersPings = false;
        await using var bench = Start(service, clock: clock);
        var dead = await service.AcceptAsync(bench.Limit);
        if (open.Length > 0) await dead.SendAsync(open);
        await dead.SendAsync("40");
        await bench.SaysAsync("donations are read");

        clock.Advance(TimeSpan.FromSeconds(25));
        (await dead.ReceiveAsync(bench.Limit)).ShouldBe("2");
        clock.Advance(TimeSpan.FromSeconds(30));

        await dead.Ended.WaitAsync(bench.Limit);
        await service.AcceptAsync(bench.Limit);
    }

    [Theory]
    [InlineData("41")]
    [InlineData("44\"error\"")]
    [InlineData("1")]
    [InlineData("close")]
    [InlineData("cut")]
    [InlineData("cut in a frame")]
    public async Task Connection_Ends_IsMadeAgainWithoutRepeats(string end)
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service);
        var first = await service.AcceptAndOpenAsync(bench.Limit);
        await first.SendAsync(LoopbackSocketIo.Donation("d1", "one"));
        (await bench.NextAsync()).Id.ShouldBe("d1");

        if (end == "close") await first.CloseAsync();
        else if (end == "cut in a frame") await first.SendPieceAsync("42[\"event\",{\"ty"u8.ToArray(), isEnd: false);
        else if (end != "cut") await first.SendAsync(end);
        if (end.StartsWith("cut", StringComparison.Ordinal)) first.Abort();
        var second = await service.AcceptAndOpenAsync(bench.Limit);
        await second.SendAsync(LoopbackSocketIo.Donation("d1", "one"), LoopbackSocketIo.Donation("d2", "two"));

        (await bench.NextAsync()).Id.ShouldBe("d2");
    }

    [Theory]
    [InlineData("44")]
    [InlineData("http")]
    [InlineData("silent")]
    [InlineData("nobody")]
    public async Task Token_Refused_IsNamedByItsKeyAndNeverTold(string how)
    {
        const string Wrong = "wrong+TOKEN/ofsomebody";
        await using var service = await LoopbackSocketIo.StartAsync();
        if (how == "http") service.Faults.Rule = async context => await Refuse(context);
        await using var bench = Start(service, options =>
        {
            options.Token = Wrong;
            if (how == "silent") options.HandshakeSeconds = 0.2;
        });
        if (how == "44") await service.AcceptAndOpenAsync(bench.Limit);
        if (how == "nobody") await service.DisposeAsync();

        await bench.SaysAsync(how switch { "silent" => "did not answer within 0.2 s", "nobody" => "Check the network", _ => "Donations:Streamlabs:Token" });

        foreach (var secret in new[] { Wrong, Uri.EscapeDataString(Wrong), LoopbackSocketIo.Token, "token=" }) (bench.Log.All + bench.Health).ShouldNotContain(secret);
    }

    [Fact]
    public async Task Read_FullBuffer_HoldsTheServiceBackAndLosesNothing()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service, options => options.EventBuffer = 1);
        var socket = await service.AcceptAndOpenAsync(bench.Limit);
        var sending = socket.SendAsync([.. Enumerable.Range(0, 500).Select(i => LoopbackSocketIo.Donation($"d{i}", "many"))]);

        for (var i = 0; i < 500; i++) (await bench.NextAsync()).Id.ShouldBe($"d{i}");

        await sending;
    }

    private static async Task<bool> Refuse(Microsoft.AspNetCore.Http.HttpContext context)
    {
        context.Response.StatusCode = 401;
        await context.Response.CompleteAsync();
        return true;
    }

    private static DonationBench Start(LoopbackSocketIo service, Action<StreamlabsOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new StreamlabsOptions { Token = LoopbackSocketIo.Token, SocketUrl = service.SocketAddress, HandshakeSeconds = 20 };
        change?.Invoke(options);
        return DonationBench.Start(options, (settings, usual, _, logger) => new StreamlabsFeed(settings, clock ?? usual, logger));
    }
}
