using IShowTts.Integrations.Playback;
using IShowTts.Worker.BrowserSource;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.BrowserSource;

/// <summary>How much a page holds, what a skip sends, and which page counts: said word by word, without a socket and without real time.</summary>
/// <remarks>
/// "Silent within 150 ms" is shown in three parts: here, that a skip sends its word at once and that never more than 120 ms of audio are with the
/// page; in <c>OverlayWorkletTests</c>, in a real browser, that the page is silent 28 ms after the word, and without it when those 120 ms are over.
/// </remarks>
public sealed class BrowserSourceSinkPacingTests
{
    private const int FramesPerMillisecond = 48;
    private const int Ahead = 120 * FramesPerMillisecond;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly ScriptedPages pages = new();

    [Fact]
    public async Task Write_WhateverThePageAcknowledges_NeverHasMoreThan120MillisecondsWithThePage()
    {
        await using var sink = pages.NewSink();
        var page = pages.Join();
        await sink.OpenAsync(default);
        var write = sink.WriteAsync(new float[48_000 * 2], default).AsTask();

        var (sent, heard) = (0L, 0L);
        for (var step = 1; heard < 48_000; step++)
        {
            await ScriptedPages.TakeFramesAsync(page, Math.Min(heard + Ahead, 48_000) - sent);
            sent = Math.Min(heard + Ahead, 48_000);
            page.Outgoing.TryPeek(out _).ShouldBeFalse("Nothing more goes out before the page has played.");
            heard = Math.Min(sent, heard + Math.Clamp(step * 100, 480, 2_400));
            pages.Say(page, "played", 1, heard);
        }

        await write.WaitAsync(Limit);
    }

    [Fact]
    public async Task Skip_WhileAWriteWaits_SendsFadeAtOnceBehindAtMost120Milliseconds()
    {
        var sink = pages.NewSink();
        var page = pages.Join();
        await using var pump = new SinkPump(sink, new PlayoutOptions(), TimeProvider.System, new AlarmBoard(TimeProvider.System, NullLogger<AlarmBoard>.Instance), NullLogger.Instance);
        pump.Start();
        await pump.WaitOpenAsync(default).WaitAsync(Limit);
        for (var block = 0; block < 9; block++) // six with the page, one that waits in the sink, the rest before it
        {
            (await pump.WriteAsync(new float[960 * 2], null, default).AsTask().WaitAsync(Limit)).ShouldBeTrue();
        }

        var skip = pump.FadeOutAsync();
        var sent = await ScriptedPages.TakeUntilAsync(page, "fade");

        // The page has said nothing since: what a skip sends waits for nobody.
        sent.Sum(frame => frame.Type == "pcm" ? frame.Frames : 0).ShouldBeLessThanOrEqualTo(Ahead);
        sent[^1].Generation.ShouldBe(1u);
        pages.Say(page, "faded", 1, 1_000);
        (await skip.WaitAsync(Limit)).ShouldNotBeNull().ShouldBe(AudioSeconds(1_000), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task FadeOut_OfTheSink_PutsItsWordOutBeforeItReturnsToTheCaller()
    {
        await using var sink = pages.NewSink();
        var page = pages.Join();
        await sink.OpenAsync(default);
        await sink.WriteAsync(new float[Ahead * 2], default);

        var fade = sink.FadeOutAsync(default);
        var sent = ScriptedPages.Take(page);

        fade.IsCompleted.ShouldBeFalse();
        sent.Select(frame => frame.Type).ShouldBe(["pcm", "pcm", "pcm", "fade"]);
        pages.Say(page, "faded", 1, 2_000);
        (await fade.AsTask().WaitAsync(Limit)).ShouldBe(AudioSeconds(Ahead - 2_000));
    }

    [Fact]
    public async Task FadeOut_WhenThePageLeavesAndTheNextBeganAfterTheFade_IsDoneAtOnce()
    {
        await using var sink = pages.NewSink();
        var first = pages.Join();
        await sink.OpenAsync(default);
        await sink.WriteAsync(new float[4_800], default);
        pages.Say(first, "played", 1, 480);

        var fade = sink.FadeOutAsync(default).AsTask();
        var second = pages.Join();
        pages.Leave(first);

        // No time has passed, so nothing was waited for.
        (await fade.WaitAsync(Limit)).ShouldBe(AudioSeconds(2_400 - 480));
        ScriptedPages.Take(second).ShouldBeEmpty();
    }

    [Fact]
    public async Task FadeOut_WhenThePageLeavesAndTheNextWasTold_WaitsForItsAnswer()
    {
        await using var sink = pages.NewSink();
        var first = pages.Join();
        var second = pages.Join();
        await sink.OpenAsync(default);
        await sink.WriteAsync(new float[4_800], default);

        var fade = sink.FadeOutAsync(default).AsTask();
        pages.Leave(first);

        fade.IsCompleted.ShouldBeFalse();
        pages.Say(second, "faded", 1, 240);
        (await fade.WaitAsync(Limit)).ShouldBe(AudioSeconds(2_400 - 240));
    }

    [Fact]
    public async Task Drain_WhenThePageThatCountsLeaves_TellsTheNextOfTheEndAgain()
    {
        await using var sink = pages.NewSink();
        var first = pages.Join();
        await sink.OpenAsync(default);
        sink.BeginUtterance("u1");
        await sink.WriteAsync(new float[960], default);
        var drain = sink.DrainAsync(default).AsTask();
        var second = pages.Join();

        pages.Leave(first);
        var told = await ScriptedPages.TakeUntilAsync(second, "end");
        pages.Say(second, "ended", 1, 480, "u1");
        await drain.WaitAsync(Limit);

        told.ShouldBe([("end", 1u, 480L)]);
    }

    [Fact]
    public async Task Page_ThatRunsDryWhileMoreWaits_IsSentHalfAsMuchAgain()
    {
        await using var sink = pages.NewSink();
        var page = pages.Join();
        await sink.OpenAsync(default);
        var write = sink.WriteAsync(new float[48_000], default).AsTask();
        await ScriptedPages.TakeFramesAsync(page, Ahead);

        pages.Say(page, "dry", 1, Ahead);
        await ScriptedPages.TakeFramesAsync(page, Ahead * 3 / 2);

        sink.Condition.ShouldContain("1 gap so far, now 180 ms are sent ahead");
        sink.Delay.ShouldBe(TimeSpan.FromMilliseconds(180));
        write.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Page_ThatRunsDryBecauseThereIsNoMore_IsNoGap()
    {
        await using var sink = pages.NewSink();
        var page = pages.Join();
        await sink.OpenAsync(default);
        await sink.WriteAsync(new float[Ahead * 2], default);

        pages.Say(page, "dry", 1, Ahead);

        sink.Condition.ShouldNotContain("gap");
    }

    [Fact]
    public void Ahead_AfterGaps_GrowsToItsMostAndComesBackByTheMinute()
    {
        var ahead = new AheadLimit(5_760, 24_000, pages.Time);

        for (var gap = 0; gap < 6; gap++)
        {
            ahead.Grow();
        }

        ahead.Frames.ShouldBe(24_000);
        ahead.Settle();
        ahead.Frames.ShouldBe(24_000, "A minute has not passed.");
        for (var minute = 0; minute < 6; minute++)
        {
            pages.Time.Advance(TimeSpan.FromMinutes(1));
            ahead.Settle();
        }

        ahead.Frames.ShouldBe(5_760);
        ahead.Gaps.ShouldBe(6);
    }

    [Fact]
    public async Task Page_ThatSaysItPlaysAndWhoseClockWasNeverHeardOf_IsNotPlayedInto()
    {
        await using var sink = pages.NewSink();
        var page = pages.Join(isHeardOf: false);

        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default));
        pages.Say(page, "played", 0, 0);
        await sink.OpenAsync(default);

        error.Code.ShouldBe("page-silent");
        error.Message.ShouldContain("refresh the browser source");
    }

    [Fact]
    public async Task Page_WhoseClockStopsWhileNothingPlays_IsFoundOutBeforeTheNextMessage()
    {
        await using var sink = pages.NewSink();
        var page = pages.Join();
        await sink.OpenAsync(default);
        var lost = 0;
        sink.Lost += () => lost++;

        pages.Time.Advance(TimeSpan.FromSeconds(4));
        lost.ShouldBe(0);
        pages.Time.Advance(TimeSpan.FromSeconds(2));

        lost.ShouldBe(1);
        (await Should.ThrowAsync<AudioSinkException>(async () => await sink.DrainAsync(default))).Code.ShouldBe("page-silent");
        page.Ended.IsCompleted.ShouldBeFalse("It may come back to life; then it counts again.");
        pages.Say(page, "played", 0, 0);
        await sink.OpenAsync(default);
    }

    [Fact]
    public async Task Page_WhoseClockStops_IsFollowedByOneThatRuns()
    {
        await using var sink = pages.NewSink();
        pages.Join();
        var second = pages.Join();
        await sink.OpenAsync(default);

        pages.Time.Advance(TimeSpan.FromSeconds(4));
        pages.Say(second, "played", 0, 0);
        pages.Time.Advance(TimeSpan.FromSeconds(2));

        sink.Condition.ShouldContain("page 2 counts");
        await sink.DrainAsync(default);
    }

    private static TimeSpan AudioSeconds(long frames) => TimeSpan.FromSeconds(frames / 48_000.0);
}
