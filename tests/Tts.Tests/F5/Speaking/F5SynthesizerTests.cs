using IShowTts.TestKit.Audio;
using IShowTts.TestKit.Contracts;
using IShowTts.Tts.Audio;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Speaking;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.F5.Speaking;

[Collection(AudioChunkCollection.Name)]
public sealed class F5SynthesizerTests : IAsyncDisposable
{
    private const string LongText = "This is the first clause, and then there is a second one. After that comes another sentence, which is quite long, so that more parts are needed.";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly F5Bench bench = new();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Synthesize_LongText_IsStreamedInPartsThatGrowAndKeepEveryWord()
    {
        var request = bench.Request(LongText);

        var samples = await bench.SpeakAsync(request);

        bench.Model.Requests.Count.ShouldBeGreaterThan(2);
        var frames = bench.Model.Requests.Select(part => part.Frames - F5Bench.Prompt.Frames).ToArray();
        frames[0].ShouldBeInRange(50, 170); // about a second
        frames[0].ShouldBeLessThan(frames.Max());
        (samples.Length / 24_000.0).ShouldBe(frames.Sum() / 93.75, 1.0);
        request.Report!.SpokenCharacters.ShouldBe(LongText.Length);
    }

    [Fact]
    public async Task Synthesize_FirstChunk_ComesBeforeTheLastPartIsBegun()
    {
        using var hold = new SemaphoreSlim(0);
        bench.Model.BeforeSample = (_, number, token) =>
        {
            if (number >= 2)
            {
                hold.Wait(token);
            }
        };
        await using var chunks = bench.Engine.SynthesizeAsync(bench.Request(LongText), CancellationToken.None).GetAsyncEnumerator();

        (await chunks.MoveNextAsync().AsTask().WaitAsync(Limit)).ShouldBeTrue();
        chunks.Current.Dispose();

        bench.Model.Requests.Count.ShouldBeLessThanOrEqualTo(2); // one is heard, one is made ahead
        hold.Release(100);
    }

    [Fact]
    public async Task Synthesize_NotStreaming_PartsAreTheOriginalsAndHeardAtTheEnd()
    {
        bench.Options.Streaming = false;

        var samples = await bench.SpeakAsync(bench.Request(LongText));

        var part = bench.Model.Requests.ShouldHaveSingleItem();
        var rule = F5Bench.Prompt.Pace.ClipFrames + (int)((double)F5Bench.Prompt.Pace.ClipFrames / F5Bench.Prompt.Pace.TranscriptBytes * LongText.Length);
        part.Frames.ShouldBe(rule);
        samples.Length.ShouldBe((rule - F5Bench.Prompt.Pace.ClipFrames - 1) * 256);
    }

    [Fact]
    public async Task Synthesize_Streamed_JointsHaveNoJumpAndKeepTheirEnergy()
    {
        var samples = await bench.SpeakAsync(bench.Request(LongText));

        // The tones are at most 1,200 Hz at 0.2: no step of them is larger, and a joint of two adds no more than equal power does.
        var steepest = 2 * Math.PI * 1_200 / 24_000 * 0.2;
        var largest = 0.0;
        for (var i = 1; i < samples.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(samples[i] - samples[i - 1]));
        }

        largest.ShouldBeLessThan(steepest * Math.Sqrt(2));
        for (var at = 0; at + 2_400 <= samples.Length; at += 2_400)
        {
            AudioAssert.Rms(samples.AsSpan(at, 2_400)).ShouldBeInRange(0.2 / Math.Sqrt(2) * 0.6, 0.2 / Math.Sqrt(2) * 1.5, $"100 ms at sample {at}");
        }
    }

    [Fact]
    public async Task Synthesize_Cancelled_FreesTheModelAtOnceAndLeavesNoChunk()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Model.BeforeSample = (_, _, token) =>
        {
            begun.TrySetResult();
            token.WaitHandle.WaitOne();
        };
        var before = AudioChunk.LiveCount;
        using var cancellation = new CancellationTokenSource();

        var speaking = bench.SpeakAsync(bench.Request(LongText), cancellation.Token);
        await begun.Task.WaitAsync(Limit);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => speaking).WaitAsync(Limit);
        AudioChunk.LiveCount.ShouldBe(before);
        bench.Model.BeforeSample = null;
        (await bench.SpeakAsync(bench.Request("hello there my friend"))).Length.ShouldBeGreaterThan(10_000);
        bench.Model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Synthesize_SecondPartFails_TheFirstIsHeardAndItIsToldHowFar()
    {
        bench.Model.BeforeSample = (_, number, _) =>
        {
            if (number == 1)
            {
                throw new SynthesisException("out-of-memory", "No memory.");
            }
        };
        var request = bench.Request(LongText);
        var samples = new List<float>();

        var failure = await Should.ThrowAsync<SynthesisException>(async () =>
        {
            await foreach (var chunk in bench.Engine.SynthesizeAsync(request, CancellationToken.None))
            {
                using (chunk)
                {
                    samples.AddRange(chunk.Samples.Span);
                }
            }
        });

        failure.Code.ShouldBe("out-of-memory");
        var told = request.Report!.SpokenCharacters;
        told.ShouldBeInRange(5, LongText.Length - 20);
        LongText[told].ShouldBe(' ');
        (samples.Count / 24_000.0).ShouldBe((bench.Model.Requests[0].Frames - F5Bench.Prompt.Frames) / 93.75, 0.1);
        Math.Abs(samples[^1]).ShouldBeLessThan(0.01f); // faded out, not cut
    }

    [Fact]
    public async Task Synthesize_NotStreamingAndAPartFails_NothingIsHeardOrTold()
    {
        bench.Options.Streaming = false;
        var text = string.Join(' ', Enumerable.Repeat(LongText, 6));
        bench.Model.BeforeSample = (_, number, _) =>
        {
            if (number == 1)
            {
                throw new SynthesisException("out-of-memory", "No memory.");
            }
        };
        var request = bench.Request(text);

        await using var chunks = bench.Engine.SynthesizeAsync(request, CancellationToken.None).GetAsyncEnumerator();

        await Should.ThrowAsync<SynthesisException>(async () => await chunks.MoveNextAsync());
        request.Report!.SpokenCharacters.ShouldBe(0);
    }

    [Fact]
    public async Task Synthesize_ResultIsSilent_IsMadeAgainWithAnotherSeed()
    {
        bench.Model.AfterVocode = (samples, number) => Array.Clear(samples, 0, number == 0 ? samples.Length : 0);

        var samples = await bench.SpeakAsync(bench.Request("hello there my friend"));

        AudioAssert.Rms(samples).ShouldBeGreaterThan(0.05);
        bench.Model.Requests.Count.ShouldBe(2);
        bench.Model.Requests[0].Noise.Span[0].ShouldNotBe(bench.Model.Requests[1].Noise.Span[0]);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Synthesize_ResultStaysSilent_FailsForTheNextEngine(bool retry, int tries)
    {
        bench.Options.RetryOtherSeed = retry;
        bench.Model.AfterVocode = (samples, _) => Array.Clear(samples);

        (await Should.ThrowAsync<SynthesisException>(() => bench.SpeakAsync(bench.Request("hello there my friend")))).Code.ShouldBe("result-silent");

        bench.Model.Requests.Count.ShouldBe(tries);
    }

    [Fact]
    public async Task Synthesize_PartTakesTooLong_IsATimeout()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Model.BeforeSample = (_, _, token) =>
        {
            begun.TrySetResult();
            token.WaitHandle.WaitOne();
        };

        var speaking = bench.SpeakAsync(bench.Request("hello there my friend"));
        await begun.Task.WaitAsync(Limit);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var failure = await Should.ThrowAsync<SynthesisException>(() => speaking).WaitAsync(Limit);
        failure.Code.ShouldBe("timeout");
        failure.Message.ShouldContain("Tts:F5:TimeoutSeconds");
    }

    [Fact]
    public async Task Synthesize_ModelDoesNotAnswerTheCancel_TheCallerIsFreeAndTheModelIsGivenBackLater()
    {
        using var hold = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Model.BeforeSample = (_, _, _) =>
        {
            begun.TrySetResult();
            hold.Wait(CancellationToken.None);
        };
        using var cancellation = new CancellationTokenSource();
        var speaking = bench.SpeakAsync(bench.Request("hello there my friend"), cancellation.Token);
        await begun.Task.WaitAsync(Limit);

        await cancellation.CancelAsync();
        while (!speaking.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1)); // until the engine waits for its model, then past that wait
            await Task.Yield();
        }

        await Should.ThrowAsync<OperationCanceledException>(() => speaking);
        bench.Model.Disposals.ShouldBe(0);
        hold.Set();
        await bench.Engine.DisposeAsync();
        bench.Model.Disposals.ShouldBe(1);
    }

    [Fact]
    public async Task Synthesize_RequestOverrides_ReachTheModel()
    {
        await bench.SpeakAsync(bench.Request("hello there my friend") with { NfeStep = 3, Seed = 9, FixDuration = TimeSpan.FromSeconds(2) });
        await bench.SpeakAsync(bench.Request("hello there my friend") with { Seed = 9, FixDuration = TimeSpan.FromSeconds(2) });
        await bench.SpeakAsync(bench.Request("hello there my friend") with { FixDuration = TimeSpan.FromSeconds(2) });
        await bench.SpeakAsync(bench.Request("hello there my friend") with { Voice = bench.Bob, FixDuration = TimeSpan.FromSeconds(2) });

        bench.Model.Requests.Select(part => part.Steps.Count).ShouldBe([3, 7, 7, 7]);
        bench.Model.Requests.ShouldAllBe(part => part.Frames == (int)(5.0 * 24_000 / 256));
        var starts = bench.Model.Requests.Select(part => part.Noise.Span[0]).ToArray();
        starts[0].ShouldBe(starts[1]);
        starts.Skip(1).ShouldBeUnique(); // request, options, voice
        bench.Loaded.ShouldBe(["f5", "other"]);
    }

    [Fact]
    public async Task Synthesize_QuietClip_SpeechIsAsQuiet()
    {
        var loud = await bench.SpeakAsync(bench.Request("hello there my friend"));
        bench.OutputGain = 0.25f;

        var quiet = await bench.SpeakAsync(bench.Request("hello there my friend"));

        (AudioAssert.Rms(quiet) / AudioAssert.Rms(loud)).ShouldBe(0.25, 0.001);
    }

    [Fact]
    public async Task Synthesize_ForCalibration_GivesTheClipAndLoadsNoModel()
    {
        var samples = await bench.SpeakAsync(bench.Request("anything") with { IsCalibration = true });

        samples.ShouldAllBe(sample => sample == 0.25f);
        bench.Loaded.ShouldBeEmpty();
    }

    [Fact]
    public async Task Synthesize_ModelMissing_SaysSoEachTimeAndTriesAgain()
    {
        bench.LoadFailure = new SynthesisException("model-missing", "There is no model.");
        (await Should.ThrowAsync<SynthesisException>(() => bench.SpeakAsync(bench.Request("hello")))).Code.ShouldBe("model-missing");
        bench.LoadFailure = null;

        (await bench.SpeakAsync(bench.Request("hello there my friend"))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Synthesize_ScriptTheModelDoesNotKnow_IsLeftToAnother() =>
        (await Should.ThrowAsync<SynthesisException>(() => bench.SpeakAsync(bench.Request("Привет, как дела? ok")))).Code.ShouldBe("script-unknown");

    [Fact]
    public async Task Synthesize_SwitchedOff_IsLeftToAnother()
    {
        bench.Options.Enabled = false;

        (await Should.ThrowAsync<SynthesisException>(() => bench.SpeakAsync(bench.Request("hello")))).Code.ShouldBe("engine-off");
    }

    [Theory]
    [InlineData("gg")]
    [InlineData("W")]
    public async Task Synthesize_VeryShortLine_HasTheVoicesOwnPaceWithAFloor(string text)
    {
        var samples = await bench.SpeakAsync(bench.Request(text));

        (samples.Length / 24_000.0).ShouldBeInRange(0.5, 1.6);
    }

    [Fact]
    public async Task Batch_PartsOfALongText_AreSolvedTogetherAndSoundTheSame()
    {
        var text = string.Join(' ', Enumerable.Repeat(LongText, 3));
        var alone = await bench.SpeakAsync(bench.Request(text));
        bench.Model.Batches.ShouldBeEmpty();
        bench.Options.BatchWaiting = 3;

        var batched = await bench.SpeakAsync(bench.Request(text));

        bench.Model.Batches.ShouldNotBeEmpty();
        bench.Model.Batches.ShouldAllBe(size => size == 2 || size == 3);
        batched.ShouldBe(alone);
    }

    [Fact]
    public async Task Batch_TextsThatWaitTogether_AreSolvedInOneRun()
    {
        bench.Options.BatchWaiting = 4;
        using var hold = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        bench.Model.BeforeSample = (_, number, token) =>
        {
            if (number == 0)
            {
                begun.Set();
                hold.Wait(token);
            }
        };
        var first = bench.SpeakAsync(bench.Request("the first of all"));
        begun.Wait(Limit).ShouldBeTrue();
        string[] texts = ["hello there one", "hello there my two", "and another three"];

        var others = texts.Select(text => bench.SpeakAsync(bench.Request(text))).ToArray();
        hold.Set();
        await Task.WhenAll([first, .. others]).WaitAsync(Limit);

        bench.Model.Batches.ShouldBe([3]);
        for (var i = 0; i < texts.Length; i++)
        {
            (await others[i]).ShouldBe(await bench.SpeakAsync(bench.Request(texts[i])));
        }
    }

    [Fact]
    public async Task Batch_Fails_EachIsSolvedAloneFromThenOn()
    {
        bench.Options.BatchWaiting = 3;
        bench.Model.BatchFailure = new SynthesisException("out-of-memory", "No memory for several.");
        var text = string.Join(' ', Enumerable.Repeat(LongText, 3));

        (await bench.SpeakAsync(bench.Request(text))).ShouldNotBeEmpty();

        bench.Model.Batches.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Check_TranscriptThatCannotBelongToTheClip_IsExplained()
    {
        (await bench.Engine.CheckVoiceAsync(bench.Voice, CancellationToken.None)).ShouldBeEmpty();

        var stretched = bench.Voice with { Reference = bench.Voice.Reference! with { Transcript = "Hm." } };
        (await bench.Engine.CheckVoiceAsync(stretched, CancellationToken.None)).ShouldHaveSingleItem().ShouldContain("words are missing");
    }

    [Fact]
    public async Task Check_ModelMissing_IsTold()
    {
        bench.LoadFailure = new SynthesisException("model-missing", "There is no model in X.");

        (await bench.Engine.CheckVoiceAsync(bench.Voice, CancellationToken.None)).ShouldHaveSingleItem().ShouldBe("The voice ann: There is no model in X.");
    }

    [Fact]
    public void Options_Wrong_NameKeyAndCure()
    {
        var validator = new F5OptionsValidator();

        validator.Validate(null, new F5Options { GuidanceFrom = 0.5, GuidanceTo = 0.2 }).FailureMessage.ShouldNotBeNull().ShouldContain("Tts:F5:GuidanceTo is 0.2");
        validator.Validate(null, new F5Options { FirstChunkSeconds = 9, MaxChunkSeconds = 5 }).FailureMessage.ShouldNotBeNull().ShouldContain("Tts:F5:FirstChunkSeconds is 9");
        validator.Validate(null, new F5Options()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void FramesFor_ManyTokens_AreNeverFewerThanTokens()
    {
        var maker = new SegmentMaker(bench.Load("x"), F5Bench.Prompt, []);

        maker.FramesFor(tokens: 900, wanted: 400).ShouldBe(901);
        maker.FramesFor(tokens: 50, wanted: 400).ShouldBe(400);
        maker.FramesFor(tokens: 50, wanted: 10).ShouldBe(F5Bench.Prompt.Frames + 1);
    }
}
