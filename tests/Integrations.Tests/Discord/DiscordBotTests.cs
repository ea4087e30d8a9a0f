using System.Text.Json;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Discord.Link;
using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>The bot and the life of its bridge.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the bench
public sealed class DiscordBotTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly TimeSpan Limit = DiscordBench.Limit;
    private readonly DiscordBench bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Run_TellsTokenIntentsAndJoins_OnlyWhatIsUsed()
    {
        bench.Sink("other");
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");

        var start = await bench.Bridge.Peer.OrderAsync("start");
        start.GetProperty("token").GetString().ShouldBe(DiscordBench.Token);
        start.GetProperty("apiUrl").ValueKind.ShouldBe(JsonValueKind.Null);
        start.GetProperty("intents").GetInt32().ShouldBe(1 | 128 | 512 | 32_768 | 4);
        start.GetProperty("textChannels").EnumerateArray().Select(static id => id.GetString()).ShouldBe([DiscordBench.TextChannel]);
        var join = await bench.Bridge.Peer.OrderAsync("join");
        join.GetProperty("sink").GetInt32().ShouldBe(1);
        join.GetProperty("guildId").GetString().ShouldBe(DiscordBench.OtherGuild);
        join.GetProperty("aloneMs").GetInt64().ShouldBe(300_000);
        join.GetProperty("rejoinMs").GetInt64().ShouldBe(30_000);
        join.GetProperty("bitrate").GetInt32().ShouldBe(64_000);
        bench.Bridge.Peer.OrdersOf("join").ShouldBeEmpty();
        bench.Bot.State.User.ShouldBe("Speaker");
        bench.Bot.State.ApplicationId.ShouldBe("111111111111111111");
        bench.Bot.NodeVersion.ShouldBe("v22.12.0");
    }

    [Fact]
    public async Task Run_WithoutTextChannels_AsksForNoPrivilegedIntent()
    {
        bench.Options.CurrentValue.TextChannels = [];
        bench.Start();
        await bench.Bridge.LaunchedAsync(1);

        (await bench.Bridge.Peer.OrderAsync("start")).GetProperty("intents").GetInt32().ShouldBe(129);
    }

    [Fact]
    public async Task BridgeKilledWhilePlaying_LosesTheSink_AndEverythingIsRestored()
    {
        var sink = await bench.OpenAsync();
        await sink.WriteAsync(new float[960 * 2 * 4], default);
        await bench.Bot.JoinAsync("main", "300000000000000005", default);
        bench.Sink("other");
        await bench.Bot.LeaveAsync("other", default);
        await bench.UntilVoiceAsync(DiscordVoicePhase.Left, "other");
        await bench.UntilAsync(bot => bot.Voices[0] is { ChannelId: "300000000000000005", Phase: DiscordVoicePhase.Ready }, "in the other channel");
        await sink.OpenAsync(default).AsTask().WaitAsync(Limit);
        await sink.WriteAsync(new float[960 * 2 * 4], default);
        var drain = sink.DrainAsync(default).AsTask();

        bench.Bridge.Peer.Kill();

        var error = await Should.ThrowAsync<AudioSinkException>(() => drain.WaitAsync(Limit));
        error.Code.ShouldBe("bridge-gone");
        error.IsIdle.ShouldBeFalse();
        await bench.LetItTryAgainAsync();
        await ReopenAsync(sink);
        (await bench.Bridge.Peer.OrderAsync("join")).GetProperty("channelId").GetString().ShouldBe("300000000000000005");
        bench.Bridge.Peer.OrdersOf("join").ShouldBeEmpty("the other one was told to leave");
        bench.Bot.Voices.Single(voice => voice.Name == "other").Phase.ShouldBe(DiscordVoicePhase.Left);
        await sink.WriteAsync(new float[2], default);
        var epoch = (await bench.Bridge.Peer.OrderAsync("play")).GetProperty("epoch").GetUInt32();
        epoch.ShouldBeGreaterThan(2U, "numbers of runs are never used twice");
        await bench.Bridge.Peer.AudioAsync(0, epoch, 1);
    }

    [Fact]
    public async Task BridgeKilledAfterAMinuteOfHealth_IsStartedAgainAtOnce()
    {
        await bench.OpenAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(1));

        bench.Bridge.Peer.Kill();

        await bench.Bridge.LaunchedAsync(2);
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready again");
    }

    [Fact]
    public async Task BridgeThatAlwaysEnds_IsStartedLessAndLessOften_UpToAMinute()
    {
        bench.Bridge.Greeting = static peer => peer.End(1);
        bench.Start();
        var waits = new List<TimeSpan>();

        for (var launch = 1; launch <= 9; launch++)
        {
            waits.Add(await bench.LetItTryAgainAsync());
        }

        waits[0].ShouldBeLessThan(TimeSpan.FromSeconds(3));
        waits[^1].ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        bench.Logs.Text.ShouldContain("Starting the bridge again in");
    }

    [Theory]
    [InlineData("bad-token", "Copy a new one")]
    [InlineData("intents", "Message Content Intent")]
    [InlineData("library", "./run.sh setup --discord")]
    [InlineData("unheard-of", "ishowtts doctor")]
    public async Task Failed_IsForGood_AndSaysTheCure(string reason, string words)
    {
        bench.Bridge.LetsIn = false;
        bench.Start();
        var sink = bench.Sink();
        var opening = sink.OpenAsync(default).AsTask();
        await bench.Bridge.LaunchedAsync(1);
        await bench.Bridge.Peer.OrderAsync("start");

        bench.Bridge.Peer.TellState("failed", reason, $"it said {DiscordBench.Token}");
        bench.Bridge.Peer.End(3);

        await bench.Ended;
        bench.Bot.State.Phase.ShouldBe(DiscordBotPhase.Failed);
        bench.Bot.State.Reason.ShouldBe(reason);
        bench.Bot.State.Detail.ShouldContain(words);
        bench.Bridge.Launches.ShouldBe(1);
        var error = await Should.ThrowAsync<AudioSinkException>(async () => { await opening.WaitAsync(Limit); await sink.OpenAsync(default).AsTask().WaitAsync(Limit); });
        await UntilItSaysAsync(sink, error, words);
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.InspectAsync(DiscordBench.Guild, DiscordBench.Channel, default))).Message.ShouldContain(words);
        NothingSecretIsSaid();
    }

    [Fact]
    public async Task ExitCode3_IsForGood()
    {
        bench.Bridge.LetsIn = false;
        bench.Start();
        await bench.Bridge.LaunchedAsync(1);
        await bench.Bridge.Peer.OrderAsync("start");

        bench.Bridge.Peer.End(3);

        await bench.Ended;
        bench.Bot.State.Phase.ShouldBe(DiscordBotPhase.Failed);
        bench.Bridge.Launches.ShouldBe(1);
    }

    [Fact]
    public async Task WhatCannotRunHere_IsForGood()
    {
        bench.Bridge.Fail(new BridgeFailedException("node-missing", "Install Node."));
        bench.Start();

        await bench.Ended;

        bench.Bot.State.ShouldBe(new DiscordBotState(DiscordBotPhase.Failed, "node-missing", "Install Node."));
    }

    [Fact]
    public async Task ErrorsNobodyThoughtOf_CostABridge_AndNotTheBot()
    {
        bench.Bot.Changed += static () => throw new InvalidOperationException("a handler's mistake");
        bench.Bridge.Fail(new InvalidOperationException("a mistake"), new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.TooManyOpenSockets));
        bench.Start();

        await bench.UntilAsync(bot => bot.State.Detail.StartsWith("An error in the worker ended the Discord bridge", StringComparison.Ordinal), "it says so");
        await bench.LetItTryAgainAsync();
        await bench.LetItTryAgainAsync();

        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        bench.Bridge.Launches.ShouldBe(3);
        bench.Logs.Text.ShouldContain("a mistake");
        bench.Logs.Text.ShouldContain("a handler's mistake");
    }

    [Fact]
    public async Task NoNetworkAtTheStart_IsToldWhileItConnects()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");

        bench.Bridge.Peer.Tell(new { t = "state", state = "connecting", detail = "Discord cannot be reached: ENOTFOUND." });

        await bench.UntilAsync(bot => bot.State is { Phase: DiscordBotPhase.Connecting, Detail: "Discord cannot be reached: ENOTFOUND." }, "it says why");
    }

    [Fact]
    public async Task Hello_WithAWrongNonce_GetsNoToken_AndAnotherBridgeIsStarted()
    {
        bench.Bridge.Greeting = static peer => peer.SayHello(nonce: "somebody else");
        bench.Start();
        await bench.Bridge.LaunchedAsync(1);
        var impostor = bench.Bridge.Peer;
        await bench.UntilAsync(bot => bot.State.Detail.Contains("does not know the nonce", StringComparison.Ordinal), "it was turned away");

        impostor.OrdersOf("start").ShouldBeEmpty();
        bench.Bridge.Greeting = static peer => peer.SayHello();
        await bench.LetItTryAgainAsync();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
    }

    [Fact]
    public async Task Hello_OfAnotherVersion_IsForGood()
    {
        bench.Bridge.Greeting = static peer => peer.SayHello(version: 2);
        bench.Start();

        await bench.Ended;

        bench.Bot.State.Reason.ShouldBe("version");
        bench.Bot.State.Detail.ShouldContain("Install the program again");
        bench.Bridge.Peer.OrdersOf("start").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("v18.20.4", "node-too-old")]
    [InlineData("v20.18.9", "node-too-old")]
    [InlineData("something", "node-missing")]
    public async Task Hello_OfANodeThatIsTooOld_IsForGood(string node, string reason)
    {
        bench.Bridge.Greeting = peer => peer.SayHello(node: node);
        bench.Start();

        await bench.Ended;

        bench.Bot.State.Reason.ShouldBe(reason);
        bench.Bot.State.Detail.ShouldContain("20.19");
    }

    [Fact]
    public async Task Hello_ThatDoesNotCome_IsNotWaitedForForEver()
    {
        bench.Bridge.Greeting = static _ => { };
        bench.Start();
        await bench.Bridge.LaunchedAsync(1);

        await bench.Clock.Asked(BridgeConnection.HelloLimit, new CancellationTokenSource(Limit).Token);
        bench.Clock.Advance(BridgeConnection.HelloLimit);

        await bench.UntilAsync(bot => bot.State.Detail.Contains("said nothing", StringComparison.Ordinal), "it gave up on this one");
    }

    [Fact]
    public async Task Token_IsNowhereButInTheSocket()
    {
        var sink = await bench.OpenAsync();
        var peer = bench.Bridge.Peer;

        peer.Tell(new { t = "log", level = "error", text = $"Authorization: Bot {DiscordBench.Token}\nsecond line" });
        peer.Tell(new { t = "log", level = "debug", text = new string('y', 100_000) });
        peer.TellSink(0, "lost", "socket", detail: $"with {DiscordBench.Token}");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Lost);
        peer.Kill();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Starting, "killed");

        bench.Logs.Text.ShouldContain("Authorization: Bot [token] second line");
        bench.Logs.Lines.ShouldAllBe(line => line.Length < 1_000);
        sink.Condition.ShouldNotContain("secret");
        NothingSecretIsSaid();
    }

    private static async Task UntilItSaysAsync(DiscordVoiceSink sink, AudioSinkException first, string words)
    {
        var error = first;
        while (!error.Message.Contains(words, StringComparison.Ordinal))
        {
            error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default).AsTask().WaitAsync(Limit));
        }
    }

    private static async Task ReopenAsync(DiscordVoiceSink sink)
    {
        while (true)
        {
            try
            {
                await sink.OpenAsync(default).AsTask().WaitAsync(Limit);
                return;
            }
            catch (AudioSinkException notYet)
            {
                notYet.Code.ShouldBe("bridge-gone");
            }
        }
    }

    private void NothingSecretIsSaid()
    {
        bench.Logs.Text.ShouldNotContain("secret-part");
        $"{bench.Bot.State}{string.Join(' ', bench.Bot.Voices)}".ShouldNotContain("secret-part");
    }
}
