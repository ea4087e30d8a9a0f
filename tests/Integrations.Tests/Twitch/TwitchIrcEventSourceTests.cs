using System.Text;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.TestKit.Twitch;

namespace IShowTts.Integrations.Tests.Twitch;

public sealed class TwitchIrcEventSourceTests
{
    [Fact]
    public async Task Read_NobodySignedIn_JoinsAnonymouslyWithTags()
    {
        await using var bench = await TwitchBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();

        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await client.SendChatAsync("m1", "ann", "hello there");

        (await next).ShouldBeTrue();
        Words(events.Current).ShouldBe("hello there");
        client.Channel.ShouldBe("somechannel");
        client.Received.ShouldContain("CAP REQ :twitch.tv/tags twitch.tv/commands");
        client.Received.ShouldContain(line => line.StartsWith("NICK justinfan", StringComparison.Ordinal));
        client.Received.ShouldNotContain(line => line.StartsWith("PASS", StringComparison.Ordinal));
        bench.Source.CanWrite.ShouldBeFalse();
    }

    [Fact]
    public async Task Read_LinesCutAnywhere_AreWhole()
    {
        await using var bench = await TwitchBench.StartAsync();
        await using var events = bench.Read();
        var first = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        var bytes = Encoding.UTF8.GetBytes(
            "@id=1 :a!a@a PRIVMSG #c :Grüße 😂\r\n\0\r\n\r\n@id=2 :a!a@a PRIVMSG #c :two\0\r\n@id=3 :a!a@a PRIVMSG #c :three\n");

        // Every byte a fragment of its own, and a WebSocket message (which must end with a whole character) ends every few bytes.
        for (var i = 0; i < bytes.Length; i++)
            await client.SendPieceAsync([bytes[i]], isEnd: i == bytes.Length - 1 || (i % 3 == 0 && bytes[i] < 0x80 && bytes[i + 1] < 0x80));

        (await first).ShouldBeTrue();
        Words(events.Current).ShouldBe("Grüße 😂");
        Words(await NextAsync(events)).ShouldBe("two");
        Words(await NextAsync(events)).ShouldBe("three");
    }

    [Fact]
    public async Task Read_OverlongLine_IsSkippedAndTheNextIsRead()
    {
        await using var bench = await TwitchBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);

        await client.SendAsync("@id=1 :a!a@a PRIVMSG #c :" + new string('x', 300_000), "@id=2 :a!a@a PRIVMSG #c :short");

        (await next).ShouldBeTrue();
        Words(events.Current).ShouldBe("short");
    }

    [Fact]
    public async Task Read_Ping_IsAnsweredWithItsOwnWord()
    {
        await using var bench = await TwitchBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);

        await client.SendAsync("PING :some word");

        (await client.ExpectAsync("PONG", bench.Limit)).ShouldBe("PONG :some word");
        await client.SendChatAsync("m", "ann", "bye");
        (await next).ShouldBeTrue();
    }

    [Theory]
    [InlineData("reconnect")]
    [InlineData("close")]
    [InlineData("cut")]
    [InlineData("cut in a line")]
    public async Task Read_ConnectionEnds_JoinsAgainAndGivesNoRepeats(string end)
    {
        await using var bench = await TwitchBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var first = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await first.SendChatAsync("m1", "ann", "one");
        (await next).ShouldBeTrue();

        next = events.MoveNextAsync().AsTask();
        if (end == "reconnect") await first.SendAsync(":tmi.twitch.tv RECONNECT");
        if (end == "cut in a line") await first.SendPieceAsync("@id=m9 :a!a@a PRIVM"u8.ToArray(), isEnd: false);
        if (end == "close") await first.CloseAsync();
        if (end.StartsWith("cut", StringComparison.Ordinal)) first.Abort();
        var second = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await second.SendChatAsync("m1", "ann", "one");
        await second.SendChatAsync("m2", "ann", "two");

        (await next).ShouldBeTrue();
        Words(events.Current).ShouldBe("two");
        bench.Source.Health.State.ShouldBe(SourceState.Connected);
    }

    [Fact]
    public async Task Read_ServerGoneAwayForLong_KeepsTryingWithAFreshTokenEachTime()
    {
        await using var bench = await TwitchBench.StartAsync();
        foreach (var token in new[] { "t1", "t2", "t3", "t4" }) bench.Tokens.Next.Enqueue(new TwitchCredentials("ourbot", token));
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();

        for (var attempt = 0; attempt < 3; attempt++) (await bench.Server.AcceptAsync(bench.Limit)).Abort();
        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await client.SendChatAsync("m", "ann", "at last");

        (await next).ShouldBeTrue();
        client.Received[1..3].ShouldBe(["PASS oauth:t4", "NICK ourbot"]);
        bench.Tokens.Asked.ShouldBeGreaterThanOrEqualTo(4);
    }

    [Theory]
    [InlineData("Login authentication failed")]
    [InlineData("Improperly formatted auth")]
    public async Task Read_TokenRefused_GivesUpAndNamesTheCure(string notice)
    {
        await using var bench = await TwitchBench.StartAsync();
        bench.Tokens.Next.Enqueue(new TwitchCredentials("ourbot", "stale"));
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAsync(bench.Limit);
        await client.ExpectAsync("NICK", bench.Limit);

        await client.SendAsync($":tmi.twitch.tv NOTICE * :{notice}");

        (await next).ShouldBeFalse();
        bench.Source.Health.State.ShouldBe(SourceState.Failed);
        bench.Source.Health.Detail.ShouldContain("Twitch:Token");
        bench.Source.Health.Detail.ShouldNotContain("stale");
    }

    [Fact]
    public async Task Read_TokenRenewedMeanwhile_IsTried()
    {
        await using var bench = await TwitchBench.StartAsync();
        foreach (var token in new[] { "stale", "fresh" }) bench.Tokens.Next.Enqueue(new TwitchCredentials("ourbot", token));
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAsync(bench.Limit);
        await client.ExpectAsync("NICK", bench.Limit);

        await client.SendAsync(":tmi.twitch.tv NOTICE * :Login authentication failed");
        var second = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await second.SendChatAsync("m", "ann", "in");

        (await next).ShouldBeTrue();
        second.Received.ShouldContain("PASS oauth:fresh");
    }

    [Fact]
    public async Task Read_CapabilitiesRefused_TriesAgain()
    {
        await using var bench = await TwitchBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAsync(bench.Limit);

        await client.SendAsync(":tmi.twitch.tv CAP * NAK :twitch.tv/tags twitch.tv/commands");
        var second = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await second.SendChatAsync("m", "ann", "in");

        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task Read_ServerNeverLetsIn_TriesAgainAndSaysWhatToCheck()
    {
        await using var bench = await TwitchBench.StartAsync(options => options.HandshakeSeconds = 0.2);
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.AcceptAsync(bench.Limit);

        // The next attempt shows that the first was given up.
        await bench.Server.AcceptAsync(bench.Limit);

        bench.Source.Health.State.ShouldBe(SourceState.Connecting);
        bench.Source.Health.Detail.ShouldContain("spelling of Twitch:Channel");
        next.IsCompleted.ShouldBeFalse();
        await bench.EndAsync(next);
    }

    [Fact]
    public async Task Read_SilentServer_IsAskedAndThenLeft()
    {
        await using var bench = await TwitchBench.StartAsync(options => (options.SilenceSeconds, options.AnswerSeconds) = (0.5, 0.5));
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();

        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await client.ExpectAsync("PING", bench.Limit);
        await bench.Server.AcceptAsync(bench.Limit);

        next.IsCompleted.ShouldBeFalse();
        await bench.EndAsync(next);
    }

    [Fact]
    public async Task Read_NobodyListens_SaysThatTheNetworkIsToBeChecked()
    {
        await using var bench = await TwitchBench.StartAsync();
        await bench.Server.DisposeAsync();
        await using var events = bench.Read();

        var next = events.MoveNextAsync().AsTask();
        while (!bench.Source.Health.Detail.Contains("Check the network", StringComparison.Ordinal))
        {
            bench.Limit.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        bench.Source.Health.State.ShouldBe(SourceState.Connecting);
        next.IsCompleted.ShouldBeFalse();
        await bench.EndAsync(next);
    }

    [Fact]
    public async Task Read_FloodAndSlowReader_LosesNothingAndKeepsOrder()
    {
        const int Count = 5_000;
        await using var bench = await TwitchBench.StartAsync(options => options.EventBuffer = 4);
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        var sending = SendManyAsync(client, Count);

        for (var i = 0; i < Count; i++)
        {
            (await (i == 0 ? next : events.MoveNextAsync().AsTask())).ShouldBeTrue();
            events.Current.Id.ShouldBe($"m{i}");
        }

        await sending;
    }

    [Fact]
    public async Task Read_OurOwnBotsMessage_IsNotGiven()
    {
        await using var bench = await TwitchBench.StartAsync(options => options.Login = "OurBot");
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);

        await client.SendChatAsync("m1", "ourbot", "we said it");
        await client.SendChatAsync("m2", "ann", "she said it");

        (await next).ShouldBeTrue();
        Words(events.Current).ShouldBe("she said it");
    }

    [Fact]
    public async Task Write_WithToken_SendsOneSafeLine()
    {
        await using var bench = await TwitchBench.StartAsync();
        bench.Tokens.Next.Enqueue(new TwitchCredentials("ourbot", "token"));
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await client.SendChatAsync("m1", "ann", "!tts status");
        (await next).ShouldBeTrue();

        bench.Source.CanWrite.ShouldBeTrue();
        (await bench.Source.WriteAsync("all is\r\nQUIT well", "m1", bench.Limit)).ShouldBeTrue();

        (await client.ExpectAsync("@reply", bench.Limit)).ShouldBe("@reply-parent-msg-id=m1 PRIVMSG #somechannel :all is  QUIT well");
    }

    [Fact]
    public async Task Write_Anonymous_IsRefused()
    {
        await using var bench = await TwitchBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        var client = await bench.Server.AcceptAndWelcomeAsync(bench.Limit);
        await client.SendChatAsync("m1", "ann", "hi");
        (await next).ShouldBeTrue();

        (await bench.Source.WriteAsync("hello", null, bench.Limit)).ShouldBeFalse();
    }

    private static async Task SendManyAsync(LoopbackIrcClient client, int count)
    {
        for (var i = 0; i < count; i++) await client.SendChatAsync($"m{i}", "ann", "spam");
    }

    private static async Task<StreamEvent> NextAsync(IAsyncEnumerator<StreamEvent> events)
    {
        (await events.MoveNextAsync()).ShouldBeTrue();
        return events.Current;
    }

    private static string Words(StreamEvent streamEvent) => streamEvent.ShouldBeOfType<ChatMessage>().Message.Text;
}
