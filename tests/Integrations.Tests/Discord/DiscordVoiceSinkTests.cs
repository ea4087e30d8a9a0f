using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>The sink against a bridge that says what the test wants; time stands still but where a test moves it.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the bench
public sealed class DiscordVoiceSinkTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const int BlockFrames = 960;
    private static readonly TimeSpan Limit = DiscordBench.Limit;
    private readonly DiscordBench bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Open_BeforeTheBotIsThere_WaitsForItWithoutAnError()
    {
        var sink = bench.Sink();
        var opening = sink.OpenAsync(default).AsTask();
        opening.IsCompleted.ShouldBeFalse();

        bench.Start();

        await opening.WaitAsync(Limit);
        sink.Condition.ShouldBe($"in {DiscordBench.Channel} with 2 listeners, encrypted");
    }

    [Fact]
    public async Task Condition_OfAKnownChannel_NamesItAndItsListeners()
    {
        var sink = await bench.OpenAsync();

        bench.Bridge.Peer.Tell(new { t = "guild", id = DiscordBench.Guild, name = "Home", channels = new[] { new { id = DiscordBench.Channel, name = "General", type = 2, permissions = "36703232" } } });
        bench.Bridge.Peer.TellSink(0, "ready", listeners: 1, encrypted: false, channelId: DiscordBench.Channel);
        await bench.UntilAsync(bot => bot.Voices[0].Listeners == 1, "one listener");

        sink.Condition.ShouldBe("in General with 1 listener, not end-to-end encrypted");
        bench.Bot.Guilds.ShouldHaveSingleItem().Channels.ShouldHaveSingleItem().Permissions.ShouldBe(36_703_232UL);
    }

    [Fact]
    public async Task Write_Samples_ArriveRoundedClippedAndInOrder()
    {
        var sink = await bench.OpenAsync();

        await sink.WriteAsync(new[] { 0f, 0.5f, 1f, -1f, 2f, -2f, float.NaN, 0.00002f }, default);

        var play = await bench.Bridge.Peer.OrderAsync("play");
        (await bench.Bridge.Peer.AudioAsync(0, play.GetProperty("epoch").GetUInt32(), 4))
            .ShouldBe([0, 16_384, 32_767, -32_768, 32_767, -32_768, 0, 1]);
    }

    [Fact]
    public async Task Gain_ChangedWhilePlaying_CountsFromTheNextSamplesAndClips()
    {
        var sink = await bench.OpenAsync();
        await sink.WriteAsync(new[] { 0.5f, 0.9f }, default);

        bench.Options.CurrentValue.Channels["main"].GainDb = 6.0206;
        await sink.WriteAsync(new[] { 0.25f, 0.9f }, default);

        (await bench.Bridge.Peer.AudioAsync(0, 1, 2)).ShouldBe([16_384, 29_491, 16_384, 32_767]);
    }

    [Fact]
    public async Task Gain_TheLeast_IsSilence()
    {
        var sink = await bench.OpenAsync();
        bench.Options.CurrentValue.Channels["main"].GainDb = -59.9;
        await sink.WriteAsync(new[] { 1f, -1f }, default);

        bench.Options.CurrentValue.Channels["main"].GainDb = -60;
        await sink.WriteAsync(new[] { 1f, -1f }, default);

        (await bench.Bridge.Peer.AudioAsync(0, 1, 2)).ShouldBe([33, -33, 0, 0]);
    }

    [Fact]
    public async Task Write_ToABridgeThatSendsNothing_StopsAt400MillisecondsUnsent()
    {
        var sink = await bench.OpenAsync();

        var writing = sink.WriteAsync(new float[48_000 * 2], default).AsTask();
        await bench.Bridge.Peer.AudioAsync(0, 1, 19_200);

        sink.Delay.ShouldBe(TimeSpan.FromMilliseconds(400));
        writing.IsCompleted.ShouldBeFalse();
        bench.Bridge.Peer.WrittenOf(0, 1).ShouldBe(19_200);
        bench.Bridge.Peer.TellPosition("sent", 0, 1, 1_920);
        await bench.Bridge.Peer.AudioAsync(0, 1, 21_120);
        sink.Delay.ShouldBe(TimeSpan.FromMilliseconds(400));
        await sink.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => writing);
    }

    [Fact]
    public async Task Drain_WaitsForFlushed_ThenTheNextWordsAreARunOfTheirOwn()
    {
        var sink = await bench.OpenAsync();
        await sink.WriteAsync(new float[BlockFrames * 2], default);

        var drain = sink.DrainAsync(default).AsTask();
        (await bench.Bridge.Peer.OrderAsync("flush")).GetProperty("epoch").GetUInt32().ShouldBe(1U);
        bench.Bridge.Peer.TellPosition("sent", 0, 1, BlockFrames);
        bench.Bridge.Peer.TellPosition("flushed", 0, 7, BlockFrames);
        bench.Bridge.Peer.TellPosition("flushed", 1, 1, BlockFrames);
        bench.Bridge.Peer.TellPosition("flushed", 99, 1, BlockFrames);
        drain.IsCompleted.ShouldBeFalse("those are of other runs and sinks");
        bench.Bridge.Peer.TellPosition("flushed", 0, 1, BlockFrames);
        await drain.WaitAsync(Limit);
        await sink.WriteAsync(new float[2], default);

        await bench.Bridge.Peer.AudioAsync(0, 2, 1);
        sink.Delay.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Drain_OfARunThatWasNotSentWhole_IsALostSink()
    {
        var sink = await bench.OpenAsync();
        await sink.WriteAsync(new float[BlockFrames * 4], default);
        var drain = sink.DrainAsync(default).AsTask();
        await bench.Bridge.Peer.OrderAsync("flush");

        bench.Bridge.Peer.TellPosition("flushed", 0, 1, BlockFrames);

        (await Should.ThrowAsync<AudioSinkException>(() => drain.WaitAsync(Limit))).Code.ShouldBe("not-sent");
        sink.Delay.ShouldBe(TimeSpan.FromMilliseconds(20), "or the worker would take the rest for heard");
    }

    [Fact]
    public async Task Positions_ThatCannotBe_NeverMakeMoreHeardThanWasWritten()
    {
        var sink = await bench.OpenAsync();
        await sink.WriteAsync(new float[BlockFrames * 4], default);

        bench.Bridge.Peer.TellPosition("sent", 0, 1, long.MaxValue);
        bench.Bridge.Peer.TellPosition("sent", 0, 1, -5);
        bench.Bridge.Peer.TellSink(0, "ready", listeners: 9);
        await bench.UntilAsync(bot => bot.Voices[0].Listeners == 9, "what was told before was read");

        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task FadeOut_WhileFull_DropsWhatWasNotSent()
    {
        var sink = await bench.OpenAsync();
        await sink.WriteAsync(new float[19_200 * 2], default);
        bench.Bridge.Peer.Fades = false;
        bench.Bridge.Peer.TellPosition("sent", 0, 1, 4_800);

        var fade = sink.FadeOutAsync(default).AsTask();
        (await bench.Bridge.Peer.OrderAsync("fade")).GetProperty("epoch").GetUInt32().ShouldBe(1U);
        bench.Bridge.Peer.TellPosition("faded", 0, 0, 0);
        bench.Bridge.Peer.TellPosition("faded", 0, 1, 5_760);

        (await fade.WaitAsync(Limit)).ShouldBe(TimeSpan.FromMilliseconds(280));
        sink.Delay.ShouldBe(TimeSpan.Zero);
        (await sink.FadeOutAsync(default)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task FadeOut_AnsweredLate_CostsThisSinkOnly_WhichOpensWhenItIsSilent()
    {
        var other = bench.Sink("other");
        var sink = await FadeWithoutAnswerAsync();
        await other.OpenAsync(default).AsTask().WaitAsync(Limit);
        var peer = bench.Bridge.Peer;

        var opening = sink.OpenAsync(default).AsTask();
        opening.IsCompleted.ShouldBeFalse("what was faded out may be heard still");
        peer.TellPosition("faded", 0, 7, 0);
        await SaySomethingAsync(2);
        opening.IsCompleted.ShouldBeFalse("that was of another run");
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await SaySomethingAsync(3);
        bench.Clock.Advance(DiscordVoiceSink.SilenceLimit);
        peer.WasKilled.ShouldBeFalse("it is busy, and lives");
        peer.TellPosition("faded", 0, 1, 0);

        await opening.WaitAsync(Limit);
        bench.Clock.Advance(DiscordVoiceSink.StallLimit);
        peer.WasKilled.ShouldBeFalse();
        await other.WriteAsync(new float[2], default);
        await sink.WriteAsync(new float[2], default);
        await peer.AudioAsync(0, 2, 1);
    }

    [Fact]
    public async Task FadeOut_ByABridgeThatSaysNothingMore_EndsIt()
    {
        var sink = await FadeWithoutAnswerAsync();
        var peer = bench.Bridge.Peer;

        bench.Clock.Advance(DiscordVoiceSink.SilenceLimit - DiscordVoiceSink.FadeLimit);

        peer.WasKilled.ShouldBeTrue("a bridge that does not answer must be silent");
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task FadeOut_ByABridgeThatSpeaksOn_EndsItAtOnceWhenTheLimitIsOver()
    {
        await FadeWithoutAnswerAsync();
        var peer = bench.Bridge.Peer;

        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        peer.TellPosition("sent", 0, 1, 480);
        await SaySomethingAsync(2);
        bench.Clock.Advance(DiscordVoiceSink.SilenceLimit);

        peer.WasKilled.ShouldBeTrue();
    }

    [Fact]
    public async Task FadeOut_NeverAnswered_ByABridgeThatSaysOtherThings_EndsIt()
    {
        await FadeWithoutAnswerAsync();
        var peer = bench.Bridge.Peer;

        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await SaySomethingAsync(2);
        bench.Clock.Advance(DiscordVoiceSink.SilenceLimit);
        peer.WasKilled.ShouldBeFalse();
        bench.Clock.Advance(DiscordVoiceSink.StallLimit);

        peer.WasKilled.ShouldBeTrue();
    }

    [Fact]
    public async Task Delay_OfALostSink_IsWhatWasNotHeard_UntilItOpensAgain()
    {
        var sink = await bench.OpenAsync();
        await sink.WriteAsync(new float[19_200 * 2], default);
        bench.Bridge.Peer.TellPosition("sent", 0, 1, 4_800);

        bench.Bridge.Peer.TellSink(0, "stopped", "no-permission");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Stopped);

        sink.Delay.ShouldBe(TimeSpan.FromMilliseconds(300), "or the worker would take the rest for heard");
        bench.Bridge.Peer.TellSink(0, "ready");
        await sink.OpenAsync(default).AsTask().WaitAsync(Limit);
        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Kicked_IsNoFault_AlsoWhenItLasts()
    {
        var sink = await bench.OpenAsync();
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sink.Lost += () => lost.TrySetResult();

        bench.Bridge.Peer.TellSink(0, "lost", "kicked");
        await bench.Clock.Asked(TimeSpan.FromSeconds(5), new CancellationTokenSource(Limit).Token);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));

        await lost.Task.WaitAsync(Limit);
        (await Should.ThrowAsync<AudioSinkException>(async () => await sink.WriteAsync(new float[2], default))).IsIdle.ShouldBeTrue();
    }

    [Fact]
    public async Task Open_AChannelThatComesAndGoes_IsToldAfterTheSameTime()
    {
        var opening = await OpenWhileJoiningAsync();

        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        bench.Bridge.Peer.TellSink(0, "lost", "no-answer");
        await bench.Clock.Asked(TimeSpan.FromSeconds(5), new CancellationTokenSource(Limit).Token);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));

        (await Should.ThrowAsync<AudioSinkException>(() => opening.WaitAsync(Limit))).Code.ShouldBe("no-answer");
    }

    [Fact]
    public async Task Write_BridgeSendsNothingForTwoSeconds_EndsTheBridge()
    {
        var sink = await bench.OpenAsync();
        var peer = bench.Bridge.Peer;

        var writing = sink.WriteAsync(new float[48_000 * 2], default).AsTask();
        await bench.Clock.Asked(DiscordVoiceSink.StallLimit, new CancellationTokenSource(Limit).Token);
        bench.Clock.Advance(DiscordVoiceSink.StallLimit);

        (await Should.ThrowAsync<AudioSinkException>(() => writing.WaitAsync(Limit))).Code.ShouldBe("stalled");
        peer.WasKilled.ShouldBeTrue();
    }

    [Theory]
    [InlineData("securing", "")]
    [InlineData("lost", "socket")]
    public async Task ConnectionInTrouble_ForLessThanItsLimit_PlaysOn(string state, string reason)
    {
        var sink = await bench.OpenAsync();
        await sink.WriteAsync(new float[19_200 * 2], default);
        var writing = sink.WriteAsync(new float[BlockFrames * 2], default).AsTask();

        bench.Bridge.Peer.TellSink(0, state, reason);
        await bench.Clock.Asked(TimeSpan.FromSeconds(5), new CancellationTokenSource(Limit).Token);
        bench.Clock.Advance(TimeSpan.FromSeconds(4.9));
        bench.Bridge.Peer.TellSink(0, "ready");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Ready);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        bench.Bridge.Peer.TellPosition("sent", 0, 1, 4_800);

        await writing.WaitAsync(Limit);
        bench.Bridge.Peer.WrittenOf(0, 1).ShouldBeGreaterThanOrEqualTo(19_200);
    }

    [Theory]
    [InlineData("securing", "", "waits for the keys")]
    [InlineData("lost", "no-keys", "the keys of the encryption did not come")]
    public async Task ConnectionInTrouble_ForItsLimit_IsALostSinkThatLeavesNoOldSpeech(string state, string reason, string words)
    {
        var sink = await bench.OpenAsync();
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sink.Lost += () => lost.TrySetResult();
        await sink.WriteAsync(new float[BlockFrames * 2], default);

        bench.Bridge.Peer.TellSink(0, state, reason);
        await bench.Clock.Asked(TimeSpan.FromSeconds(5), new CancellationTokenSource(Limit).Token);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));

        await lost.Task.WaitAsync(Limit);
        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.DrainAsync(default));
        error.IsIdle.ShouldBeFalse();
        error.Message.ShouldContain(words);
        (await bench.Bridge.Peer.OrderAsync("fade")).GetProperty("epoch").GetUInt32().ShouldBe(1U);
        bench.Bridge.Peer.TellSink(0, "ready");
        await sink.OpenAsync(default).AsTask().WaitAsync(Limit);
        await sink.WriteAsync(new float[2], default);
        await bench.Bridge.Peer.AudioAsync(0, 2, 1);
    }

    [Theory]
    [InlineData("alone", "Nobody is in")]
    [InlineData("muted", "On a stage, invite it to speak")]
    [InlineData("away", "it comes back when somebody joins")]
    [InlineData("left", "/tts join")]
    public async Task NobodyToHear_ClosesTheSinkWithoutAFault_UntilSomebodyIsThere(string state, string words)
    {
        var sink = await bench.OpenAsync();
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sink.Lost += () => lost.TrySetResult();

        bench.Bridge.Peer.TellSink(0, state, listeners: 0);

        await lost.Task.WaitAsync(Limit);
        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.WriteAsync(new float[2], default));
        error.IsIdle.ShouldBeTrue();
        error.Message.ShouldContain(words);
        var opening = sink.OpenAsync(default).AsTask();
        opening.IsCompleted.ShouldBeFalse("it was said why; now it waits for somebody");
        bench.Bridge.Peer.TellSink(0, "ready");
        await opening.WaitAsync(Limit);
    }

    [Theory]
    [InlineData("dave-required", "Discord refused the voice connection because it was not end-to-end encrypted (4017). Update the bridge: ./run.sh setup --discord")]
    [InlineData("no-permission", "Give it View Channel, Connect and Speak")]
    [InlineData("no-channel", "Check Discord:Channels")]
    [InlineData("call-ended", "(4022)")]
    [InlineData("rate-limited", "(4021)")]
    [InlineData("guild-taken", "Remove one from Outputs:Sinks")]
    [InlineData("something-new", "something-new")]
    public async Task Stopped_IsAFaultWithASentenceAndTheCure(string reason, string words)
    {
        var sink = bench.Sink();
        bench.Bridge.LetsIn = false;
        bench.Start();
        await bench.Bridge.LaunchedAsync(1);
        var opening = sink.OpenAsync(default).AsTask();

        await bench.Bridge.Peer.OrderAsync("join");
        bench.Bridge.Peer.TellSink(0, "stopped", reason);

        var error = await Should.ThrowAsync<AudioSinkException>(() => opening.WaitAsync(Limit));
        error.Code.ShouldBe(reason);
        error.IsIdle.ShouldBeFalse();
        error.Message.ShouldContain(words);
    }

    [Fact]
    public async Task Joining_WhileOpen_ClosesWithoutAFault_AndOpensInTheNewChannel()
    {
        var sink = await bench.OpenAsync();
        bench.Bridge.LetsIn = false;

        await bench.Bot.JoinAsync("main", "300000000000000005", default);
        await bench.Bridge.Peer.OrderAsync("join", order => order.GetProperty("channelId").GetString() == "300000000000000005");
        bench.Bridge.Peer.TellSink(0, "joining");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Joining);

        (await Should.ThrowAsync<AudioSinkException>(async () => await sink.WriteAsync(new float[2], default))).IsIdle.ShouldBeTrue();
        var opening = sink.OpenAsync(default).AsTask();
        bench.Bridge.Peer.TellSink(0, "ready", channelId: "300000000000000005");
        await opening.WaitAsync(Limit);
        bench.Bot.Voices[0].ChannelId.ShouldBe("300000000000000005");
    }

    [Fact]
    public async Task Open_AJoinThatTakesTooLong_IsAFault()
    {
        var opening = await OpenWhileJoiningAsync();
        bench.Clock.Advance(DiscordVoiceSink.OpenPatience);

        var error = await Should.ThrowAsync<AudioSinkException>(() => opening.WaitAsync(Limit));
        error.IsIdle.ShouldBeFalse();
        error.Message.ShouldContain("joining");
    }

    /// <summary>Opens a sink whose bot is on its way into the channel; the opening waits.</summary>
    private async Task<Task> OpenWhileJoiningAsync()
    {
        bench.Bridge.LetsIn = false;
        var sink = bench.Sink();
        bench.Start();
        await bench.Bridge.LaunchedAsync(1);
        await bench.Bridge.Peer.OrderAsync("join");
        bench.Bridge.Peer.TellSink(0, "joining");
        await bench.UntilVoiceAsync(DiscordVoicePhase.Joining);
        var opening = sink.OpenAsync(default).AsTask();
        await bench.Clock.Asked(DiscordVoiceSink.OpenPatience, new CancellationTokenSource(Limit).Token);
        return opening;
    }

    /// <summary>A sink that was told to fade out, and lost because no answer came in time.</summary>
    private async Task<DiscordVoiceSink> FadeWithoutAnswerAsync()
    {
        var sink = await bench.OpenAsync();
        bench.Bridge.Peer.Fades = false;
        await sink.WriteAsync(new float[BlockFrames * 2], default);
        var fade = sink.FadeOutAsync(default).AsTask();
        await bench.Clock.Asked(DiscordVoiceSink.FadeLimit, new CancellationTokenSource(Limit).Token);
        bench.Clock.Advance(DiscordVoiceSink.FadeLimit);

        (await Should.ThrowAsync<AudioSinkException>(() => fade.WaitAsync(Limit))).Code.ShouldBe("no-answer");
        bench.Bridge.Peer.WasKilled.ShouldBeFalse("other servers are heard by it too");
        return sink;
    }

    /// <summary>The bridge says something, and it was read.</summary>
    private async Task SaySomethingAsync(int listeners)
    {
        bench.Bridge.Peer.TellSink(1, "ready", listeners: listeners);
        await bench.UntilAsync(bot => bot.Voices.Single(voice => voice.Name == "other").Listeners == listeners, "it was read");
    }

    [Fact]
    public async Task Kinds_OfTheChannel_DecideWhatIsTaken()
    {
        bench.Options.CurrentValue.Channels["main"].Kinds = ["donation", "chat"];
        var some = bench.Sink();
        var all = bench.Sink("other");

        SpokenKinds.All.Where(some.Takes).Order().ShouldBe(["chat", "donation"]);
        SpokenKinds.All.ShouldAllBe(kind => all.Takes(kind));
        await Task.CompletedTask;
    }
}
