using System.Buffers.Binary;
using FsCheck.Xunit;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>What a bridge tells the bot, also when it makes no sense.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the bench
public sealed class DiscordBotNewsTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly TimeSpan Limit = DiscordBench.Limit;
    private readonly DiscordBench bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await bench.DisposeAsync();

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
    public async Task Texts_ThatNobodyReads_LoseTheOldestMessageAndNoDeletion()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        var peer = bench.Bridge.Peer;
        peer.Tell(new { t = "deleted", guildId = DiscordBench.Guild, channelId = DiscordBench.TextChannel, ids = new[] { "600000000000000999" } });
        for (var i = 0; i < 101; i++)
        {
            peer.Tell(DiscordTold.Message($"{600_000_000_000_000_000 + i}", DiscordBench.TextChannel));
        }

        peer.Tell(DiscordTold.Message("600000000000000500", "300000000000000777"));
        for (var i = 0; i < 1_000; i++)
        {
            peer.Tell(new { t = "deleted", guildId = DiscordBench.Guild, channelId = "300000000000000777", ids = new[] { "600000000000000500" } });
        }

        peer.Tell(new { t = "deleted", guildId = DiscordBench.Guild, userId = DiscordTold.User });
        peer.TellSink(0, "ready");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Ready);

        bench.Bot.Texts.Count.ShouldBe(102);
        (await bench.Bot.Texts.ReadAsync()).ShouldBeOfType<DiscordTextDeleted>().Ids.ShouldBe(["600000000000000999"]);
        var first = (await bench.Bot.Texts.ReadAsync()).ShouldBeOfType<DiscordTextMessage>();
        first.Id.ShouldBe("600000000000000001", "the oldest fell; that of another channel was never taken");
        first.At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
        first.Mentions.ShouldBe(new Dictionary<string, string> { [DiscordTold.User] = "Ann" });
        for (var i = 0; i < 99; i++) (await bench.Bot.Texts.ReadAsync()).ShouldBeOfType<DiscordTextMessage>();
        (await bench.Bot.Texts.ReadAsync()).ShouldBe(new DiscordMemberBanned(DiscordBench.Guild, DiscordTold.User));
        var next = bench.Bot.Texts.ReadAsync().AsTask();
        peer.Tell(DiscordTold.Message("600000000000000600", DiscordBench.TextChannel));
        (await next.WaitAsync(Limit)).ShouldBeOfType<DiscordTextMessage>();
    }

    [Fact]
    public async Task Session_IsToldAfterWhatItMissed_AndIsOutOfDateWhenTheBotIsAway()
    {
        bench.Start();
        await bench.UntilAsync(static bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        var peer = bench.Bridge.Peer;
        peer.Tell(new { t = "session", fresh = true });
        var first = (await ReadAsync()).ShouldBeOfType<DiscordSession>();
        first.ShouldBe(new DiscordSession(bench.Bot.Interruptions, IsNew: true));

        peer.TellState("reconnecting");
        await bench.UntilAsync(static bot => bot.State.Phase == DiscordBotPhase.Reconnecting, "away");
        bench.Bot.Interruptions.ShouldBeGreaterThan(first.Interruptions);
        peer.Tell(new { t = "deleted", guildId = DiscordBench.Guild, channelId = DiscordBench.TextChannel, ids = new[] { "600000000000000001" } });
        peer.TellState("ready");
        peer.Tell(new { t = "session", fresh = false });

        (await ReadAsync()).ShouldBeOfType<DiscordTextDeleted>();
        var second = (await ReadAsync()).ShouldBeOfType<DiscordSession>();
        second.ShouldBe(new DiscordSession(bench.Bot.Interruptions, IsNew: false));
        peer.Kill();
        await bench.UntilAsync(static bot => bot.State.Phase == DiscordBotPhase.Starting, "killed");
        bench.Bot.Interruptions.ShouldBeGreaterThan(second.Interruptions);

        async Task<DiscordTextEvent> ReadAsync() => await bench.Bot.Texts.ReadAsync().AsTask().WaitAsync(Limit);
    }

    [Fact]
    public void Sessions_ThatNobodyReads_AreOne_AndNoDeletionFallsForThem()
    {
        var inbox = new TextInbox();
        inbox.Add(new DiscordSession(1, IsNew: true)).ShouldBeTrue();
        for (var i = 0; i < TextInbox.MaxDeletions; i++) inbox.Add(new DiscordMemberBanned(DiscordBench.Guild, $"{i}")).ShouldBeTrue();

        inbox.Add(new DiscordSession(2, IsNew: false)).ShouldBeTrue();
        inbox.Add(new DiscordMemberBanned(DiscordBench.Guild, "late")).ShouldBeFalse();

        inbox.Count.ShouldBe(TextInbox.MaxDeletions + 1);
        var read = new List<DiscordTextEvent>();
        while (inbox.TryRead(out var one)) read.Add(one);
        read[0].ShouldBe(new DiscordMemberBanned(DiscordBench.Guild, "1"), "the oldest deletion fell");
        read[^2..].ShouldBe([new DiscordSession(2, IsNew: true), new DiscordMemberBanned(DiscordBench.Guild, "late")]);
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
}
