using IShowTts.Integrations.Playback;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>What every sink promises. Inherited by the tests of each one; runs in real time, because devices do.</summary>
public abstract class AudioSinkContract
{
    private const int BlockFrames = 960;
    private static readonly TimeSpan FadeLimit = TimeSpan.FromMilliseconds(150);

    /// <summary>A sink that is not open. May skip the test.</summary>
    protected abstract IAudioSink Create();

    /// <summary>A sink that is not open and whose playing the test can stop, so that nothing is heard in between however slow the machine is.</summary>
    /// <param name="hold">Stops it; nothing is heard from then on.</param>
    /// <param name="release">Lets it go on.</param>
    protected abstract IAudioSink CreateHoldable(out Action hold, out Action release);

    /// <summary>Makes the sink unusable, opening included.</summary>
    /// <returns>False when nothing can break this kind of sink.</returns>
    protected abstract bool Break(IAudioSink sink);

    /// <summary>Undoes <see cref="Break"/>.</summary>
    protected abstract void Repair(IAudioSink sink);

    [SkippableFact]
    public async Task Write_BeforeOpen_TellsThatItIsNotOpen()
    {
        await using var sink = Create();

        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.WriteAsync(new float[2], default));

        error.Code.ShouldBe("not-open");
    }

    [SkippableFact]
    public async Task Write_PartOfASampleFrame_IsRefused()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);

        await Should.ThrowAsync<ArgumentException>(async () => await sink.WriteAsync(new float[3], default));
    }

    [SkippableFact]
    public async Task Write_MoreThanTheBuffer_IsHeldBackAtThePaceOfHearing()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);
        var started = TimeProvider.System.GetTimestamp();
        var longest = TimeSpan.Zero;

        for (var i = 0; i < 50; i++)
        {
            await sink.WriteAsync(Tone(BlockFrames), default);
            longest = sink.Delay > longest ? sink.Delay : longest;
        }

        longest.ShouldBeLessThanOrEqualTo(IAudioSink.MaxBuffer);
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(450));
    }

    [SkippableFact]
    public async Task HeardPosition_WhilePlaying_NeverFallsAndEndsWhereWritingEnded()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);
        var heard = new List<TimeSpan>();
        var written = TimeSpan.Zero;

        for (var i = 0; i < 40; i++)
        {
            await sink.WriteAsync(Tone(BlockFrames), default);
            written += TimeSpan.FromMilliseconds(20);
            heard.Add(written - sink.Delay);
        }

        await sink.DrainAsync(default);
        heard.Add(written - sink.Delay);
        // A device reckons its lead-in of up to 60 ms as delay too.
        heard.ShouldAllBe(position => position >= TimeSpan.FromMilliseconds(-60));
        heard.Zip(heard.Skip(1), (before, after) => after - before).ShouldAllBe(step => step > -TimeSpan.FromMicroseconds(1));
        heard[^1].ShouldBe(written);
    }

    [SkippableFact]
    public async Task Drain_AfterWriting_ReturnsWhenAllWasHeard()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);
        var started = TimeProvider.System.GetTimestamp();

        await sink.WriteAsync(Tone(BlockFrames * 20), default);
        await sink.DrainAsync(default);

        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(390));
        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task Drain_OfNothing_ReturnsAtOnce()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);

        await sink.DrainAsync(default);

        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task FadeOut_WithAFullBuffer_DropsAllButTheNextMoments()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);
        await sink.WriteAsync(Tone(BlockFrames * 40), default);
        var before = sink.Delay;

        var dropped = await sink.FadeOutAsync(default);

        before.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(250));
        (before - dropped).ShouldBeInRange(TimeSpan.Zero, FadeLimit);
        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task FadeOut_OfNothing_DropsNothing()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);

        var dropped = await sink.FadeOutAsync(default);

        dropped.ShouldBe(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task Write_AfterFadeOut_PlaysAgain()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);
        await sink.WriteAsync(Tone(BlockFrames * 20), default);
        await sink.FadeOutAsync(default);

        await sink.WriteAsync(Tone(BlockFrames * 10), default);
        var delay = sink.Delay;
        await sink.DrainAsync(default);

        delay.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(50));
        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task Write_Cancelled_EndsAndLeavesTheSinkUsable()
    {
        await using var sink = Create();
        await sink.OpenAsync(default);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(async () => await sink.WriteAsync(Tone(48_000 * 5), soon.Token));
        await sink.FadeOutAsync(default);

        await sink.WriteAsync(Tone(BlockFrames), default);
        await sink.DrainAsync(default);
        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task Drain_Cancelled_EndsAndPlayingGoesOn()
    {
        await using var sink = CreateHoldable(out var hold, out var release);
        await sink.OpenAsync(default);
        await sink.WriteAsync(Tone(BlockFrames * 15), default);
        hold();
        using var now = new CancellationTokenSource();

        var drain = sink.DrainAsync(now.Token).AsTask();
        drain.IsCompleted.ShouldBeFalse();
        await now.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => drain);
        release();
        await sink.DrainAsync(default);
        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task Calls_WithATokenAlreadyCancelled_AreCancelled()
    {
        await using var sink = Create();
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(async () => await sink.OpenAsync(cancelled));
        await sink.OpenAsync(default);
        await Should.ThrowAsync<OperationCanceledException>(async () => await sink.WriteAsync(Tone(BlockFrames), cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await sink.DrainAsync(cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await sink.FadeOutAsync(cancelled));
    }

    [SkippableFact]
    public async Task Open_AfterAFailure_PlaysAgain()
    {
        await using var sink = Create();
        if (Break(sink))
        {
            var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default));
            error.Message.Length.ShouldBeGreaterThan(40, "It says what happened and the cure.");
            Repair(sink);
        }

        await sink.OpenAsync(default);
        await sink.OpenAsync(default);
        await sink.WriteAsync(Tone(BlockFrames), default);
        await sink.DrainAsync(default);

        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task Dispose_Twice_IsHarmlessAndEndsTheSink()
    {
        var sink = Create();
        await sink.OpenAsync(default);
        await sink.WriteAsync(Tone(BlockFrames), default);

        await sink.DisposeAsync();
        await sink.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(async () => await sink.WriteAsync(Tone(BlockFrames), default));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await sink.OpenAsync(default));
        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    /// <summary>A soft 440 Hz tone.</summary>
    protected static float[] Tone(int frames)
        => [.. Enumerable.Range(0, frames * 2).Select(i => 0.2f * MathF.Sin(2 * MathF.PI * 440 * (i / 2) / 48_000))];
}
