using System.Globalization;
using IShowTts.Integrations.Donations.Tipeee;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Donations.Loopback;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class TipeeeStreamFeedTests
{
    [Fact]
    public async Task Read_Donation_JoinsTheRoomAndGivesItWithoutHtml()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service);
        var socket = await service.AcceptAndOpenAsync(bench.Limit);
        socket.Query.ShouldBe("?EIO=3&transport=websocket&access_token=" + LoopbackSocketIo.Token);
        (await socket.ReceiveAsync(bench.Limit)).ShouldBe("42[\"join-room\",{\"room\":\"" + LoopbackSocketIo.Token + "\",\"username\":\"ishowtts\"}]");

        await socket.SendAsync(Push("ref-1", "you &amp; me &lt;b&gt;now&lt;/b&gt;"));

        (await bench.NextAsync()).ShouldBe(new Donation
        {
            Id = "ref-1",
            Source = "tipeeestream",
            At = new DateTimeOffset(2026, 2, 1, 9, 0, 0, TimeSpan.Zero),
            Viewer = new Viewer("", "", "bob"),
            Message = MessageText.Plain("you & me now"),
            Amount = 5m,
            Currency = "EUR",
        });
        service.ListCalls.ShouldBeEmpty("what came before the worker started is not read");
    }

    [Fact]
    public async Task Reconnect_WhatCameMeanwhile_IsListedAndGivenOnce()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service);
        var first = await service.AcceptAndOpenAsync(bench.Limit);
        await first.SendAsync(Push("ref-1", "one", At(0)));
        (await bench.NextAsync()).Id.ShouldBe("ref-1");

        foreach (var listed in new[] { ("ref-3", At(2)), ("ref-2", At(1)), ("ref-1", At(0)), ("ref-0", At(-100_000)) }) service.Listed.Enqueue(LoopbackSocketIo.Tipeee(listed.Item1, "listed", listed.Item2));
        // The list fails at first; it is asked for again.
        service.Faults.Answer("/v1.0/events.json", 503).Cut("/v1.0/events.json");
        first.Abort();
        var second = await service.AcceptAndOpenAsync(bench.Limit);

        (await bench.NextAsync()).Id.ShouldBe("ref-2");
        (await bench.NextAsync()).Id.ShouldBe("ref-3");
        await second.SendAsync(Push("ref-3", "again"), Push("ref-4", "live"));
        (await bench.NextAsync()).Id.ShouldBe("ref-4");
        service.ListCalls.ShouldHaveSingleItem().ShouldContain("&type[]=donation&limit=100&start=");
        bench.Log.All.ShouldContain("could not be listed: tipeeestream answered with 503");
        bench.Log.All.ShouldNotContain(LoopbackSocketIo.Token);
    }

    [Fact]
    public async Task Connect_KeyRefused_NamesTheKeyAndNeverTellsIt()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var bench = Start(service, options => options.ApiKey = "wrongKEY");

        await service.AcceptAndOpenAsync(bench.Limit);
        await bench.SaysAsync("Donations:TipeeeStream:ApiKey");

        (bench.Log.All + bench.Health).ShouldNotContain("wrongKEY");
    }

    [Fact]
    public async Task Connect_AddressLookUpFails_TriesAgain()
    {
        await using var service = await LoopbackSocketIo.StartAsync();
        service.Faults.Answer("/v2.0/site/socket", 500);
        service.Faults.Next("/v2.0/site/socket", async context =>
        {
            await context.Response.Body.WriteAsync("""{"datas":{"host":"https://evil.example","port":"443"}}"""u8.ToArray());
            return true;
        });
        await using var bench = Start(service);

        var socket = await service.AcceptAndOpenAsync(bench.Limit);
        await socket.SendAsync(Push("ref-1", "one"));

        (await bench.NextAsync()).Id.ShouldBe("ref-1");
        bench.Log.All.ShouldContain("named no socket server of its own domain");
    }

    private static string At(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds - 10).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Push(string reference, string message, string at = "2026-02-01T09:00:00+0000") =>
        $"42[\"new-event\",{{\"event\":{LoopbackSocketIo.Tipeee(reference, message, at)}}}]";

    private static DonationBench Start(LoopbackSocketIo service, Action<TipeeeStreamOptions>? change = null)
    {
        var options = new TipeeeStreamOptions { ApiKey = LoopbackSocketIo.Token, ApiUrl = service.Address, HandshakeSeconds = 20 };
        change?.Invoke(options);
        return DonationBench.Start(options, (settings, clock, random, logger) => new TipeeeStreamFeed(settings, clock, random, logger));
    }
}
