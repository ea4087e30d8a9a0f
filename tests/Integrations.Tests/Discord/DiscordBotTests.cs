using System.Buffers.Binary;
using System.Text.Json;
using FsCheck.Xunit;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Discord.Link;
using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>The bot and the life of its bridge.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the bench
public sealed class DiscordBotTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const string User = "400000000000000001";
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
    public async Task Garbage_EndsThatBridgeAndNotTheWorker()
    {
        byte[][] garbage =
        [
            [1, 0xff, 0xff, 0xff, 0xff],
            [1, 2, 0, 0, 0, (byte)'{', (byte)'x'],
            [1, 4, 0, 0, 0, .. "null"u8],
            [1, 2, 0, 0, 0, .. "[]"u8],
            [1, 9, 0, 0, 0, .. "{\"t\":17}!"u8],
            Frame("""{"t":"sent","sink":"zero"}"""),
            Frame("""{"t":"sink","sink":0,"listeners":1e99}"""),
            Frame(string.Concat(Enumerable.Repeat("""{"t":""", 200))),
        ];
        bench.Start();
        for (var i = 0; i < garbage.Length; i++)
        {
            await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
            bench.Bridge.Peer.TellRaw(garbage[i]);
            await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Starting, $"garbage {i} ended the bridge");
            await bench.LetItTryAgainAsync();
        }

        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
    }

    [Fact]
    public async Task UnknownKindsTypesAndMembers_ArePassedOver()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        var peer = bench.Bridge.Peer;

        peer.Tell(new { t = "weather", sun = true });
        peer.Tell(new { nothing = 1 });
        peer.TellRaw([77, 3, 0, 0, 0, 1, 2, 3]);
        peer.TellRaw([2, 0, 0, 0, 0]);
        peer.Tell(new { t = "sink", sink = 200, state = "ready" });
        peer.Tell(new { t = "sink", sink = 0, state = "7" });
        peer.Tell(new { t = "sink", sink = 0, state = "Ready" });
        peer.Tell(new { t = "guild", id = "x", name = "no id" });
        peer.Tell(new { t = "interaction", id = "", kind = "command" });
        peer.Tell(new { t = "message", id = "1" });
        peer.Tell(new { t = "deleted", ids = new string?[] { null, "x" } });
        peer.Tell(new { t = "inspected" });
        peer.Tell(new { t = "registered" });
        peer.Tell(new { t = "state", state = "dancing" });
        peer.TellSink(0, "ready", listeners: -4, channelId: "not an id");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Ready);

        bench.Bot.State.Phase.ShouldBe(DiscordBotPhase.Ready);
        bench.Bot.Voices[0].Listeners.ShouldBe(0);
        bench.Bot.Guilds.ShouldBeEmpty();
        bench.Bridge.Launches.ShouldBe(1);
    }

    [Fact]
    public async Task BridgeThatDoesNotRead_IsEnded_SoThatMemoryIsBounded()
    {
        await bench.OpenAsync();
        var peer = bench.Bridge.Peer;
        await peer.StopReadingAsync();
        var big = new string('x', 1_900);

        for (var i = 0; i < 10_000 && !peer.WasKilled; i++)
        {
            await bench.Bot.AnswerAsync("1", big, default);
        }

        peer.WasKilled.ShouldBeTrue();
    }

    [Fact]
    public async Task Interactions_ThatNobodyReads_AreAnsweredBusy()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        for (var i = 0; i < 100; i++)
        {
            bench.Bridge.Peer.Tell(Interaction($"i{i}", "command"));
        }

        bench.Bridge.Peer.Tell(Interaction("late", "command"));
        bench.Bridge.Peer.Tell(Interaction("typed", "autocomplete"));

        (await bench.Bridge.Peer.OrderAsync("interaction")).GetProperty("content").GetString().ShouldBe("The worker is busy; try again in a moment.");
        var empty = await bench.Bridge.Peer.OrderAsync("interaction");
        empty.GetProperty("id").GetString().ShouldBe("typed");
        empty.GetProperty("choices").GetArrayLength().ShouldBe(0);
        bench.Bot.Interactions.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Interaction_IsReadWhole_AndAnsweredInDiscordsLimits()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        bench.Bridge.Peer.Tell(Interaction("i1", "command"));

        var interaction = await bench.Bot.Interactions.ReadAsync().AsTask().WaitAsync(Limit);
        await bench.Bot.AnswerAsync("i1", new string('a', 5_000), default);
        await bench.Bot.ChooseAsync("i1", [.. Enumerable.Range(0, 40).Select(i => new DiscordChoice(new string('n', 200), $"{i}"))], default);

        interaction.Kind.ShouldBe(DiscordInteractionKind.Command);
        interaction.Name.ShouldBe("say");
        interaction.Options.ShouldBe(new Dictionary<string, string> { ["text"] = "hello", ["count"] = "3", ["loud"] = "true" }, ignoreOrder: true);
        interaction.User.ShouldSatisfyAllConditions(
            user => user.Id.ShouldBe(User),
            user => user.DisplayName.ShouldBe("Ann"),
            user => user.Roles.ShouldBe(["500000000000000001"]),
            user => user.IsOwner.ShouldBeTrue(),
            user => user.VoiceChannelId.ShouldBe(DiscordBench.Channel));
        (await bench.Bridge.Peer.OrderAsync("interaction")).GetProperty("content").GetString()!.Length.ShouldBe(2_000);
        var choices = (await bench.Bridge.Peer.OrderAsync("interaction")).GetProperty("choices");
        choices.GetArrayLength().ShouldBe(25);
        choices[0].GetProperty("name").GetString()!.Length.ShouldBe(100);
    }

    [Fact]
    public async Task Texts_ThatNobodyReads_LoseTheOldestMessageAndNoDeletion()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        var peer = bench.Bridge.Peer;
        peer.Tell(new { t = "deleted", guildId = DiscordBench.Guild, channelId = DiscordBench.TextChannel, ids = new[] { "600000000000000999" } });
        for (var i = 0; i < 101; i++)
        {
            peer.Tell(Message($"{600_000_000_000_000_000 + i}", DiscordBench.TextChannel));
        }

        peer.Tell(Message("600000000000000500", "300000000000000777"));
        for (var i = 0; i < 1_000; i++)
        {
            peer.Tell(new { t = "deleted", guildId = DiscordBench.Guild, channelId = "300000000000000777", ids = new[] { "600000000000000500" } });
        }

        peer.Tell(new { t = "deleted", guildId = DiscordBench.Guild, userId = User });
        peer.TellSink(0, "ready");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Ready);

        bench.Bot.Texts.Count.ShouldBe(102);
        (await bench.Bot.Texts.ReadAsync()).ShouldBeOfType<DiscordTextDeleted>().Ids.ShouldBe(["600000000000000999"]);
        var first = (await bench.Bot.Texts.ReadAsync()).ShouldBeOfType<DiscordTextMessage>();
        first.Id.ShouldBe("600000000000000001", "the oldest fell; that of another channel was never taken");
        first.At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
        first.Mentions.ShouldBe(new Dictionary<string, string> { [User] = "Ann" });
        for (var i = 0; i < 99; i++) (await bench.Bot.Texts.ReadAsync()).ShouldBeOfType<DiscordTextMessage>();
        (await bench.Bot.Texts.ReadAsync()).ShouldBe(new DiscordMemberBanned(DiscordBench.Guild, User));
        var next = bench.Bot.Texts.ReadAsync().AsTask();
        peer.Tell(Message("600000000000000600", DiscordBench.TextChannel));
        (await next.WaitAsync(Limit)).ShouldBeOfType<DiscordTextMessage>();
    }

    [Fact]
    public async Task Guild_IsKnownWithItsTime_UntilTheBotIsRemoved()
    {
        bench.Start();
        await bench.UntilAsync(static bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        bench.Bridge.Peer.Tell(new { t = "guild", id = "700000000000000001", name = "New", joinedAt = 1_700_000_000_123 });
        await bench.UntilAsync(static bot => bot.Guilds.Any(static guild => guild is { Id: "700000000000000001", JoinedAt: 1_700_000_000_123 }), "the guild");

        bench.Bridge.Peer.Tell(new { t = "guild-gone", id = "700000000000000009" });
        bench.Bridge.Peer.Tell(new { t = "guild-gone", id = "700000000000000001" });

        await bench.UntilAsync(static bot => bot.Guilds.All(static guild => guild.Id != "700000000000000001"), "no guild");
    }

    [Fact]
    public async Task Commands_AreRegisteredAgainByANewBridge_UntilDiscordAnswered()
    {
        var set = new DiscordCommandSet(DiscordBench.Guild, "h1", """[{"name":"tts"}]""");
        var registering = bench.Bot.RegisterAsync([set], default).AsTask();
        bench.Start();
        await bench.Bridge.LaunchedAsync(1);
        var order = (await bench.Bridge.Peer.OrderAsync("commands")).GetProperty("commands")[0];
        order.GetProperty("body")[0].GetProperty("name").GetString().ShouldBe("tts");
        bench.Bridge.Peer.Kill();
        await bench.LetItTryAgainAsync();

        await bench.Bridge.Peer.OrderAsync("commands");
        bench.Bridge.Peer.Tell(new { t = "registered", guildId = DiscordBench.Guild, hash = "older" });
        bench.Bridge.Peer.Tell(new { t = "registered", guildId = DiscordBench.Guild, hash = "h1" });

        (await registering.WaitAsync(Limit)).ShouldBe([new DiscordRegistration(DiscordBench.Guild, "h1", "")]);
        var refused = bench.Bot.RegisterAsync([set with { Hash = "h2" }], default).AsTask();
        await bench.Bridge.Peer.OrderAsync("commands");
        bench.Bridge.Peer.Tell(new { t = "registered", guildId = DiscordBench.Guild, error = "Missing Access" });
        (await refused.WaitAsync(Limit)).ShouldBe([new DiscordRegistration(DiscordBench.Guild, "", "Missing Access")]);
        await Should.ThrowAsync<ArgumentException>(async () => await bench.Bot.RegisterAsync([set with { Body = "{}" }], default));
        await Should.ThrowAsync<ArgumentException>(async () => await bench.Bot.RegisterAsync([set with { Body = "[" }], default));
        await Should.ThrowAsync<ArgumentException>(async () => await bench.Bot.RegisterAsync([set with { GuildId = "here" }], default));
    }

    [Fact]
    public async Task Inspect_IsAnswered_OrSaysWhyNot()
    {
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.InspectAsync(DiscordBench.Guild, DiscordBench.Channel, default))).Code.ShouldBe("bridge-gone");
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");

        var answered = bench.Bot.InspectAsync(DiscordBench.Guild, DiscordBench.Channel, default).AsTask();
        var id = (await bench.Bridge.Peer.OrderAsync("inspect")).GetProperty("id").GetString();
        bench.Bridge.Peer.Tell(new { t = "inspected", id, permissions = "36703232", error = "" });
        (await answered.WaitAsync(Limit)).ShouldBe(new DiscordInspection(36_703_232, ""));

        var lost = bench.Bot.InspectAsync(DiscordBench.Guild, DiscordBench.Channel, default).AsTask();
        await bench.Bridge.Peer.OrderAsync("inspect");
        bench.Bridge.Peer.Kill();
        (await Should.ThrowAsync<DiscordException>(() => lost.WaitAsync(Limit))).Code.ShouldBe("bridge-gone");
    }

    [Fact]
    public async Task JoinAndLeave_OfWhatIsNotThere_SayWhatIs()
    {
        bench.Sink();

        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.JoinAsync("nowhere", null, default))).Message.ShouldContain("main, other");
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.LeaveAsync("other", default))).Message.ShouldContain("add discord:other to Outputs:Sinks");
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.JoinAsync("main", "general", default))).Code.ShouldBe("unknown-channel");
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

    [Fact]
    public async Task Log_OfABridgeThatTalksTooMuch_IsCutShort()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        for (var i = 0; i < 1_000; i++)
        {
            bench.Bridge.Peer.Tell(new { t = "log", level = "warning", text = $"line {i}" });
        }

        bench.Bridge.Peer.TellSink(0, "ready");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Ready);

        bench.Logs.Lines.Count(line => line.Contains("Discord bridge: line", StringComparison.Ordinal)).ShouldBe(100);
    }

    [Property]
    public void Reader_OfAnything_GivesFramesOrSaysThatTheBridgeIsLost(byte[] bytes)
    {
        var reader = new BridgeFrameReader(new MemoryStream(bytes));
        try
        {
            while (reader.ReadAsync(default).AsTask().GetAwaiter().GetResult() is { } frame)
            {
                frame.Payload.Length.ShouldBeLessThanOrEqualTo(bytes.Length);
            }
        }
        catch (BridgeLostException lost)
        {
            lost.Message.ShouldStartWith("The bridge");
        }
    }

    private static byte[] Frame(string json)
    {
        var payload = System.Text.Encoding.UTF8.GetBytes(json);
        var frame = new byte[5 + payload.Length];
        frame[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    private static object Person() => new { id = User, name = "ann", displayName = "Ann", roles = new[] { "500000000000000001", "x" }, isOwner = true, voiceChannelId = DiscordBench.Channel };

    private static object Interaction(string id, string kind) => new
    {
        t = "interaction", id, kind, guildId = DiscordBench.Guild, channelId = DiscordBench.TextChannel, user = Person(), name = "say", options = new { text = "hello", count = 3, loud = true }, focused = "text",
    };

    private static object Message(string id, string channelId) => new
    {
        t = "message", id, guildId = DiscordBench.Guild, channelId, user = Person(), text = "hi <@400000000000000001>", at = 1_700_000_000_123, mentions = new Dictionary<string, string> { [User] = "Ann" },
    };

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
