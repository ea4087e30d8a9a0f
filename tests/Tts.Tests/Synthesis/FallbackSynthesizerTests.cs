using IShowTts.TestKit.Contracts;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.Synthesis;

[Collection(AudioChunkCollection.Name)]
public sealed class FallbackSynthesizerTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FallbackBench bench = new();

    public static TheoryData<string, Func<Exception>> Causes => new()
    {
        { "model-missing", () => new SynthesisException("model-missing", "There is no model.") },
        { "out-of-memory", () => new OutOfMemoryException() },
        { "engine-failed", () => new InvalidOperationException("a bug") },
        { "engine-failed", () => new OperationCanceledException("nobody cancelled it") },
    };

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Synthesize_EngineWorks_NoOtherIsAsked()
    {
        var request = FallbackBench.Request("one two");

        var samples = await bench.SpeakAsync(request);

        samples.ShouldBe(bench.First.Render(request));
        bench.Second.Requests.ShouldBeEmpty();
        request.Report!.Failures.ShouldBeEmpty();
        request.Report.Speakers.ShouldBe([FallbackBench.Voice]);
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Synthesize_EngineFailsBeforeAnyAudio_TheNextSpeaksTheWholeText(string code, Func<Exception> cause)
    {
        bench.FailAt(0, cause);
        var request = FallbackBench.Request("one two three");
        var before = AudioChunk.LiveCount;

        var samples = await bench.SpeakAsync(request);

        samples.ShouldBe(bench.Second.Render(request with { Voice = FallbackBench.Next }));
        request.Report!.Failures.ShouldHaveSingleItem().Code.ShouldBe(code);
        request.Report.Speakers.ShouldBe([FallbackBench.Next]);
        AudioChunk.LiveCount.ShouldBe(before);
    }

    [Fact]
    public async Task Synthesize_EngineFailsAfterAWord_TheNextSpeaksTheRestAndNothingTwice()
    {
        bench.First.TellsProgress = true;
        bench.FailAt(7, () => new SynthesisException("out-of-memory", "No memory."));
        var request = FallbackBench.Request("one two three four") with { MaxDuration = TimeSpan.FromMilliseconds(800) };

        var samples = await bench.SpeakAsync(request);

        // The first engine gave word one (5 chunks) and two chunks of word two, which is then spoken from its start.
        bench.Second.Requests.ShouldHaveSingleItem().Text.ShouldBe(" two three four");
        samples.Length.ShouldBe((int)(0.8 * 48_000));
        samples.AsSpan(7 * 2_400).SequenceEqual(bench.Second.Render(bench.Second.Requests[0])).ShouldBeTrue();
        request.Report!.Speakers.ShouldBe([FallbackBench.Voice, FallbackBench.Next]);
    }

    [Fact]
    public async Task Synthesize_EngineThatTellsNotHowFarItCameFailsMidway_TheTextEndsThere()
    {
        bench.FailAt(7, () => new SynthesisException("engine-failed", "Broken."));

        (await Should.ThrowAsync<SynthesisException>(() => bench.SpeakAsync(FallbackBench.Request("one two three four")))).Code.ShouldBe("engine-failed");

        bench.Second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Synthesize_NothingIsLeftToSay_TheFailureIsOnlyNoted()
    {
        bench.First.TellsProgress = true;
        bench.First.AfterLastChunk = _ => throw new SynthesisException("engine-failed", "Broken at its end.");
        var request = FallbackBench.Request("one  ");

        var samples = await bench.SpeakAsync(request);

        samples.Length.ShouldBe(12_000);
        request.Report!.SpokenCharacters.ShouldBe(3);
        request.Report.Failures.ShouldHaveSingleItem().Code.ShouldBe("engine-failed");
        bench.Second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Synthesize_NoFirstAudioInTime_TheNextSpeaks()
    {
        var request = FallbackBench.Request("one") with { FirstAudioLimit = TimeSpan.FromSeconds(3) };

        await SpeakOverAsync(bench.HangAt(0), request, TimeSpan.FromSeconds(3));

        request.Report!.Failures.ShouldHaveSingleItem().Code.ShouldBe("timeout");
        bench.Second.Requests.ShouldHaveSingleItem().Text.ShouldBe("one");
    }

    [Fact]
    public async Task Synthesize_NotDoneInTime_TheNextSpeaksTheRest()
    {
        bench.First.TellsProgress = true;
        var request = FallbackBench.Request("one two") with { FirstAudioLimit = TimeSpan.FromSeconds(3), SynthesisLimit = TimeSpan.FromSeconds(10) };

        await SpeakOverAsync(bench.HangAt(5), request, TimeSpan.FromSeconds(10));

        request.Report!.Failures.ShouldHaveSingleItem().Code.ShouldBe("timeout");
        bench.Second.Requests.ShouldHaveSingleItem().Text.ShouldBe(" two");
    }

    [Fact]
    public async Task Synthesize_EngineDoesNotEvenAnswerTheCancel_ItIsLeftAlone()
    {
        var request = FallbackBench.Request("one") with { FirstAudioLimit = TimeSpan.FromSeconds(3) };

        await SpeakOverAsync(bench.HangAt(0, ignoringCancel: true), request, TimeSpan.FromSeconds(3), EngineAttempt.Grace);

        request.Report!.Failures.ShouldHaveSingleItem().Code.ShouldBe("timeout");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Synthesize_CallerCancels_IsACancelAndNoFailure(int chunk)
    {
        var hangs = bench.HangAt(chunk);
        using var cancellation = new CancellationTokenSource();
        var request = FallbackBench.Request("one");

        var speaking = bench.SpeakAsync(request, cancellation.Token);
        await hangs.WaitAsync(Limit);
        await cancellation.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(() => speaking)).CancellationToken.ShouldBe(cancellation.Token);
        request.Report!.Failures.ShouldBeEmpty();
        bench.Second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Synthesize_AllFail_TellsEveryReason()
    {
        bench.FailAt(0, () => new SynthesisException("model-damaged", "The model is damaged."));
        bench.Second.BeforeChunk = (_, _, _) => throw new SynthesisException("engine-missing", "Install it.");

        var failure = await Should.ThrowAsync<SynthesisException>(() => bench.SpeakAsync(FallbackBench.Request("one")));

        failure.Code.ShouldBe("engine-missing");
        failure.Message.ShouldBe("first model-damaged: The model is damaged. second engine-missing: Install it.");
    }

    [Fact]
    public async Task Breaker_EngineFailsAgainAndAgain_IsKeptOutThenTriedAndBack()
    {
        bench.FailAt(0, () => new SynthesisException("out-of-memory", "No memory."));
        for (var i = 0; i < 3; i++)
        {
            await bench.SpeakAsync(FallbackBench.Request("one"));
        }

        var kept = FallbackBench.Request("one");
        await bench.SpeakAsync(kept);
        bench.Told.ShouldBe(["out first out-of-memory"]);
        bench.First.Requests.Count.ShouldBe(3);
        kept.Report!.Failures.ShouldHaveSingleItem().Code.ShouldBe("kept-out");
        kept.Report.Failures[0].Message.ShouldContain("No memory.");

        bench.First.BeforeChunk = null;
        bench.Time.Advance(TimeSpan.FromSeconds(61));
        var back = FallbackBench.Request("one");
        await bench.SpeakAsync(back);

        back.Report!.Failures.ShouldBeEmpty();
        bench.Told.ShouldBe(["out first out-of-memory", "in first"]);
    }

    [Fact]
    public async Task Breaker_StillBroken_IsKeptOutAgain()
    {
        bench.FailAt(0, () => new SynthesisException("out-of-memory", "No memory."));
        for (var i = 0; i < 3; i++)
        {
            await bench.SpeakAsync(FallbackBench.Request("one"));
        }

        bench.Time.Advance(TimeSpan.FromSeconds(61));
        await bench.SpeakAsync(FallbackBench.Request("one"));
        await bench.SpeakAsync(FallbackBench.Request("one"));

        bench.First.Requests.Count.ShouldBe(4);
        bench.Second.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Breaker_CallerCancelsTheProbe_TheNextTextProbesAgain()
    {
        bench.FailAt(0, () => new SynthesisException("out-of-memory", "No memory."));
        for (var i = 0; i < 3; i++)
        {
            await bench.SpeakAsync(FallbackBench.Request("one"));
        }

        bench.Time.Advance(TimeSpan.FromSeconds(61));
        var hangs = bench.HangAt(0);
        using var cancellation = new CancellationTokenSource();
        var speaking = bench.SpeakAsync(FallbackBench.Request("one"), cancellation.Token);
        await hangs.WaitAsync(Limit);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => speaking);
        bench.First.BeforeChunk = null;
        bench.Time.Advance(TimeSpan.FromSeconds(61));
        await bench.SpeakAsync(FallbackBench.Request("one"));

        bench.First.Requests.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("voice-unknown")]
    [InlineData("result-too-short")]
    public async Task Breaker_FailureIsNotTheEngines_ItIsAskedAgain(string code)
    {
        bench.FailAt(0, () => new SynthesisException(code, "Not the engine's fault."));

        for (var i = 0; i < 6; i++)
        {
            await bench.SpeakAsync(FallbackBench.Request("one"));
        }

        bench.First.Requests.Count.ShouldBe(6);
        bench.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Breaker_TextsThatWaitedTooLong_CountOnlyWhenTheyDoNotGiveWay(bool givesWay, bool isKeptOut)
    {
        for (var i = 0; i < 3; i++)
        {
            var request = FallbackBench.Request("one") with { FirstAudioLimit = TimeSpan.FromSeconds(3), GivesWay = givesWay };
            await SpeakOverAsync(bench.HangAt(0), request, TimeSpan.FromSeconds(3));
            request.Report!.Failures.ShouldHaveSingleItem().Code.ShouldBe("timeout");
        }

        bench.First.BeforeChunk = null;
        var next = FallbackBench.Request("two");
        await bench.SpeakAsync(next);

        bench.Told.Count.ShouldBe(isKeptOut ? 1 : 0);
        next.Report!.Speakers.ShouldBe([isKeptOut ? FallbackBench.Next : FallbackBench.Voice]);
    }

    [Fact]
    public async Task Breaker_LastOfTheChain_IsAlwaysAsked()
    {
        bench.Chain = [];
        bench.FailAt(0, () => new SynthesisException("engine-failed", "Broken."));

        for (var i = 0; i < 6; i++)
        {
            await Should.ThrowAsync<SynthesisException>(() => bench.SpeakAsync(FallbackBench.Request("one")));
        }

        bench.First.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Synthesize_ReaderLeavesEarly_GivesEveryChunkBackAndCountsNoFailure()
    {
        var before = AudioChunk.LiveCount;
        var request = FallbackBench.Request("one two three");

        await foreach (var chunk in bench.Synthesizer.SynthesizeAsync(request, CancellationToken.None))
        {
            chunk.Dispose();
            break;
        }

        AudioChunk.LiveCount.ShouldBe(before);
        request.Report!.Failures.ShouldBeEmpty();
    }

    /// <summary>Speaks with an engine that hangs, and lets these times pass once it does.</summary>
    private async Task SpeakOverAsync(Task hangs, SynthesisRequest request, params TimeSpan[] times)
    {
        var speaking = bench.SpeakAsync(request);
        await hangs.WaitAsync(Limit);
        Array.ForEach(times, bench.Time.Advance);
        await speaking.WaitAsync(Limit);
    }
}
