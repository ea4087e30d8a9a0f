using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>The end of a run: the bridge has sent all and asks whether somebody took it.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the bench
public sealed class DiscordVoiceSinkEndTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const int Frames = 1_920;
    private static readonly TimeSpan Limit = DiscordBench.Limit;
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(3);
    private readonly DiscordBench bench = new();
    private DiscordVoiceSink sink = null!;
    private Task draining = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        sink = await bench.OpenAsync();
        await sink.WriteAsync(new float[Frames * 2], default);
        draining = sink.DrainAsync(default).AsTask();
        await bench.Bridge.Peer.OrderAsync("flush");
        bench.Bridge.Peer.TellPosition("sent", 0, 1, Frames);
        using var limit = new CancellationTokenSource(Limit);
        await bench.Clock.Asked(DiscordVoiceSink.EndLimit, limit.Token);
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task SomebodyTookIt_Late_ItIsHeard()
    {
        bench.Clock.Advance(Asked);
        draining.IsCompleted.ShouldBeFalse();

        bench.Bridge.Peer.TellPosition("flushed", 0, 1, Frames);

        await draining.WaitAsync(Limit);
        bench.Bridge.Peer.WasKilled.ShouldBeFalse();
        (await sink.FadeOutAsync(default)).ShouldBe(TimeSpan.Zero, "it is over, and still open");
    }

    [Fact]
    public async Task ItsEndIsTold_AndThatNobodyIsThereAnyMore_ItIsHeard()
    {
        bench.Bridge.Peer.TellPosition("flushed", 0, 1, Frames);
        bench.Bridge.Peer.TellSink(0, "alone", listeners: 0, encrypted: false, channelId: DiscordBench.Channel);

        await draining.WaitAsync(Limit);
        bench.Bridge.Peer.WasKilled.ShouldBeFalse();
    }

    [Fact]
    public async Task NobodyTookIt_WhatWasToldAsSentIsTakenBack()
    {
        bench.Clock.Advance(Asked);

        bench.Bridge.Peer.TellPosition("flushed", 0, 1, Frames / 2);

        (await Should.ThrowAsync<AudioSinkException>(() => draining.WaitAsync(Limit))).Code.ShouldBe("not-sent");
        sink.Delay.ShouldBe(TimeSpan.FromMilliseconds(20));
        bench.Bridge.Peer.WasKilled.ShouldBeFalse();
    }

    [Fact]
    public async Task BridgeThatNeverTells_IsEnded()
    {
        bench.Clock.Advance(DiscordVoiceSink.EndLimit);

        (await Should.ThrowAsync<AudioSinkException>(() => draining.WaitAsync(Limit))).Code.ShouldBe("stalled");
        bench.Bridge.Peer.WasKilled.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelled_ItIsSilentAtOnce()
    {
        var dropped = await sink.FadeOutAsync(default).AsTask().WaitAsync(Limit);

        dropped.ShouldBe(TimeSpan.Zero, "all of it was sent");
        await draining.WaitAsync(Limit);
    }
}
