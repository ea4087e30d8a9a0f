using IShowTts.Integrations.Playback;
using IShowTts.Worker.BrowserSource;

namespace IShowTts.Worker.Tests.BrowserSource;

/// <summary>What the overlay's sink does beside what every sink does: pages that leave, hang, lie or are not heard.</summary>
public sealed class BrowserSourceSinkTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private OverlayHost host = null!;

    public async Task InitializeAsync() => host = await OverlayHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Open_WithoutAPage_SaysWhatToOpen()
    {
        await using var sink = host.NewSink("left");

        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default));

        error.Code.ShouldBe("no-page");
        error.Message.ShouldContain("/overlay?key=KEY&name=left");
    }

    [Theory]
    [InlineData("blocked", "page-blocked")]
    [InlineData("unsupported", "page-unsupported")]
    [InlineData("off", "page-without-audio")]
    public async Task Open_WithAPageThatDoesNotPlay_SaysWhy(string audio, string code)
    {
        await using var page = await host.ConnectAsync(audio: audio);
        await using var sink = host.NewSink();

        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default));

        error.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Open_WithAPageOfAnotherName_IsNotOpen()
    {
        await using var page = await host.ConnectAsync("right");
        await using var sink = host.NewSink("left");

        await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default));
    }

    [Fact]
    public async Task Audio_OfOneAndOfTwoChannels_ArrivesWholeAndInOrder()
    {
        await using var page = await host.ConnectAsync();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);
        float[] ramp = [.. Enumerable.Range(0, 9_000).Select(i => i / 2 / 9_000f)];
        float[] wide = [.. Enumerable.Range(0, 2_000).Select(i => i % 2 == 0 ? 0.5f : -0.5f)];

        await sink.WriteAsync(ramp, default);
        await sink.WriteAsync(wide, default);
        await sink.DrainAsync(default);

        var expected = ramp.Concat(wide).Where((_, i) => i % 2 == 0).Select(sample => (short)MathF.Round(sample * short.MaxValue));
        page.Samples.ShouldBe(expected);
    }

    [Fact]
    public async Task Page_ThatAcknowledgesNothing_IsSentAwayAndTheSinkIsLost()
    {
        await using var page = await host.ConnectAsync();
        await using var sink = host.NewSink(ackMilliseconds: 250);
        await sink.OpenAsync(default);
        page.Hold();

        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.WriteAsync(new float[96_000], default));
        await page.WaitUntilAsync(client => client.CloseReason is not null);

        error.Code.ShouldBe("stalled");
        error.Message.ShouldContain("BrowserSource:AckMilliseconds");
        sink.Delay.ShouldBe(TimeSpan.Zero);
        await host.WaitAsync(roster => roster.Pages.IsEmpty);
    }

    [Fact]
    public async Task Drain_OfAPageThatPlaysButNeverSaysThatTheUtteranceEnded_IsAsLostAsOneThatSaysNothing()
    {
        await using var page = await host.ConnectAsync();
        page.TellsEnds = false;
        await using var sink = host.NewSink(ackMilliseconds: 250);
        await sink.OpenAsync(default);
        sink.BeginUtterance("u1");
        await sink.WriteAsync(new float[1_920], default);

        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.DrainAsync(default));

        error.Code.ShouldBe("stalled");
        page.Messages.ShouldContain(message => message.GetProperty("type").GetString() == "end");
    }

    [Fact]
    public async Task FadeOut_WhenThePageThatCountsHasPlayedAll_TellsThePagesThatAreBehindIt()
    {
        await using var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();
        second.Hold();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);
        await sink.WriteAsync(new float[9_600], default);
        await sink.DrainAsync(default);

        var dropped = await sink.FadeOutAsync(default);

        dropped.ShouldBe(TimeSpan.Zero);
        await second.WaitUntilAsync(client => client.Messages.Any(message => message.GetProperty("type").GetString() == "fade"));
    }

    [Fact]
    public async Task Open_AfterThePageThatCountedHung_TakesTheNextPageAtOnce()
    {
        await using var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();
        await using var sink = host.NewSink(ackMilliseconds: 250);
        await sink.OpenAsync(default);
        sink.Condition.ShouldContain("2 pages connected, page 1 counts");
        first.Hold();
        first.StopReading();

        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.WriteAsync(new float[96_000], default));
        await sink.OpenAsync(default);

        error.Code.ShouldBe("stalled");
        sink.Condition.ShouldContain("1 page connected, page 2 counts");
    }

    [Fact]
    public async Task FadeOut_OfAPageThatAnswersNothing_IsSentBeforeAnyAnswer()
    {
        await using var page = await host.ConnectAsync();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);
        page.Hold();
        await sink.WriteAsync(new float[40_000], default);

        var fade = sink.FadeOutAsync(default).AsTask();
        await page.WaitUntilAsync(client => client.Messages.Any(message => message.GetProperty("type").GetString() == "fade"));

        page.Release();
        (await fade.WaitAsync(Limit)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Page_ThatLeavesWhileNothingPlays_IsToldAtOnce()
    {
        var page = await host.ConnectAsync();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sink.Lost += lost.SetResult;

        await page.DisposeAsync();
        await lost.Task.WaitAsync(Limit);

        (await Should.ThrowAsync<AudioSinkException>(async () => await sink.DrainAsync(default))).Code.ShouldBe("page-gone");
    }

    [Fact]
    public async Task FirstPage_WhenItLeaves_IsFollowedByTheNextAndHeardNeverFalls()
    {
        var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);
        await sink.WriteAsync(new float[48_000], default);
        var before = TimeSpan.FromMilliseconds(500) - sink.Delay;

        await first.DisposeAsync();
        await host.WaitAsync(roster => roster.Pages.Length == 1);
        (TimeSpan.FromMilliseconds(500) - sink.Delay).ShouldBeGreaterThanOrEqualTo(before);
        await sink.WriteAsync(new float[48_000], default);
        await sink.DrainAsync(default);

        second.Samples.Length.ShouldBe(48_000);
    }

    [Fact]
    public async Task SecondPage_ThatHangs_HoldsUpNobody()
    {
        await using var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();
        second.Hold();
        await using var sink = host.NewSink(ackMilliseconds: 5_000);
        await sink.OpenAsync(default);

        await sink.WriteAsync(new float[96_000], default).AsTask().WaitAsync(Limit);
        await sink.DrainAsync(default).AsTask().WaitAsync(Limit);

        sink.Delay.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task FadeOut_WhileTheOnlyPageLeaves_SaysThatTheSinkIsLost()
    {
        var page = await host.ConnectAsync(audio: "running");
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);
        await sink.WriteAsync(new float[40_000], default);
        page.Hold();

        var fade = sink.FadeOutAsync(default).AsTask();
        await page.DisposeAsync();

        // A page that answered before it left was faded; one that did not is gone, and silent too.
        var error = await Record.ExceptionAsync(() => fade);
        (error is null or AudioSinkException { Code: "page-gone" }).ShouldBeTrue(error?.ToString());
    }

    [Theory]
    [InlineData("""{"type":"played","generation":1,"frames":999999}""")]
    [InlineData("""{"type":"played","generation":1,"frames":-1}""")]
    [InlineData("""{"type":"faded","generation":1,"frames":9223372036854775807}""")]
    public async Task Page_ThatAcknowledgesWhatItCannotHavePlayed_IsSentAway(string lie)
    {
        await using var page = await host.ConnectAsync();
        page.Hold();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);
        await sink.WriteAsync(new float[4_800], default);

        await page.SayAsync(lie);
        await page.WaitUntilAsync(client => client.CloseReason is not null);

        page.CloseReason.ShouldNotBeNull().ShouldContain("cannot have played");
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"type":"played","generation":-1,"frames":1}""")]
    [InlineData("""{"type":"played","generation":1,"frames":1e99}""")]
    [InlineData("""{"type":{"a":{"b":{"c":{"d":{"e":1}}}}}}""")]
    public async Task Page_ThatSpeaksAnotherLanguage_IsSentAway(string text)
    {
        await using var page = await host.ConnectAsync();

        await page.SayAsync(text);
        await page.WaitUntilAsync(client => client.CloseReason is not null);

        page.CloseReason.ShouldNotBeNull().ShouldContain("does not speak as an overlay does");
    }

    [Fact]
    public async Task Page_ThatSendsMoreThanAMessage_IsSentAway()
    {
        await using var page = await host.ConnectAsync();

        await page.SayAsync($$"""{"type":"{{new string('x', 2_000)}}"}""");
        await page.WaitUntilAsync(client => client.CloseReason is not null);
    }

    [Fact]
    public async Task Page_OfAnUnknownMessage_IsKept()
    {
        await using var page = await host.ConnectAsync();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);

        await page.SayAsync("""{"type":"future","more":[1,2]}""");
        await sink.WriteAsync(new float[960], default);
        await sink.DrainAsync(default);

        page.CloseReason.ShouldBeNull();
    }

    [Fact]
    public async Task Utterance_Begun_IsMarkedWhereItsAudioBegins()
    {
        await using var page = await host.ConnectAsync();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);

        sink.BeginUtterance("u1");
        await sink.WriteAsync(new float[1_920], default);
        await sink.DrainAsync(default);
        await page.WaitUntilAsync(client => client.Messages.Any(message => message.GetProperty("type").GetString() == "end"));

        var marks = page.Messages.Where(message => message.TryGetProperty("frame", out _)).ToArray();
        marks.Select(mark => (mark.GetProperty("type").GetString(), mark.GetProperty("frame").GetInt64(), mark.GetProperty("id").GetString()))
            .ShouldBe([("utterance", 0, "u1"), ("end", 960, "u1")]);
    }

    [Fact]
    public async Task Utterance_AcknowledgedByThePageThatCounts_StandsInTheCondition()
    {
        await using var page = await host.ConnectAsync();
        await using var sink = host.NewSink();
        await sink.OpenAsync(default);
        sink.BeginUtterance("u1");
        sink.Condition.ShouldNotContain("acknowledged at");
        await sink.WriteAsync(new float[1_920], default);
        await sink.DrainAsync(default);

        sink.Condition.ShouldStartWith("1 page connected, page 1 counts, it is idle; last utterance acknowledged at ");
    }

    [Fact]
    public void Page_ThatDoesNotReadItsMessages_IsLeft()
    {
        var page = new OverlayPage(1, "");

        for (var i = 0; i < 300; i++)
        {
            page.Send(new OverlayFrame(new byte[10], IsBinary: true));
        }

        page.Ended.IsCompleted.ShouldBeTrue();
        page.Reason.ShouldContain("in time");
    }
}
