using IShowTts.TestKit.Audio;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Tts.Tests.Synthesis;

public sealed class LoudnessSynthesizerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly Voice Quiet = new("quiet", "fake", "one", "en");
    private static readonly Voice Loud = new("loud", "fake", "two", "de");

    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-gain").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly FakeSynthesizer fake = new() { Amplitude = voice => voice.EngineVoice == "one" ? 0.02 : 0.9 };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Synthesize_QuietAndLoudVoice_AreEquallyLoud()
    {
        await using var stage = Stage();

        var quiet = await LoudnessOf(stage, Quiet, "some words to speak in this voice");
        var loud = await LoudnessOf(stage, Loud, "some words to speak in this voice");

        quiet.ShouldBe(-18, 1);
        loud.ShouldBe(-18, 1);
    }

    [Fact]
    public async Task Synthesize_SecondText_MeasuresTheVoiceNoMore()
    {
        await using var stage = Stage();
        await LoudnessOf(stage, Quiet, "one");

        await LoudnessOf(stage, Quiet, "two");

        fake.Requests.Select(request => request.Text).Skip(1).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Synthesize_ManyAtOnce_ShareOneMeasurement()
    {
        await using var stage = Stage();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => LoudnessOf(stage, Quiet, $"text {i}")));

        fake.Requests.Count.ShouldBe(9);
    }

    [Fact]
    public async Task Synthesize_EngineThatDoesOneTextAtATime_IsNotWaitedForTwice()
    {
        using var turn = new SemaphoreSlim(1);
        await using var stage = Stage(new OneAtATime(fake, turn));

        var loudness = await LoudnessOf(stage, Quiet, "hello there chat");

        loudness.ShouldBe(-18, 1.5);
    }

    [Fact]
    public async Task Synthesize_SlowCalibration_IsPutOffAndTheTextSpoken()
    {
        var calibrating = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.BeforeChunk = async (request, _, token) =>
        {
            if (request.Text != "hello")
            {
                calibrating.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, time, token);
            }
        };
        await using var stage = Stage();

        var speaking = AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("hello", Quiet), default));
        await calibrating.Task.WaitAsync(Limit);
        time.Advance(TimeSpan.FromSeconds(5));

        var (_, samples) = await speaking.WaitAsync(Limit);
        AudioAssert.Peak(samples).ShouldBe(0.02f, 0.001f);
        fake.BeforeChunk = null;
        (await LoudnessOf(stage, Quiet, "hello again my friends")).ShouldBe(-18, 1.5);
    }

    [Fact]
    public async Task Synthesize_CancelledWhileCalibrating_LeavesTheMeasurementToOthers()
    {
        var calibrating = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.BeforeChunk = async (_, _, token) =>
        {
            calibrating.TrySetResult();
            await goOn.Task.WaitAsync(token);
        };
        await using var stage = Stage();
        using var cancellation = new CancellationTokenSource();
        var cancelled = AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("first", Quiet), cancellation.Token));
        await calibrating.Task.WaitAsync(Limit);
        var other = LoudnessOf(stage, Quiet, "second text to be spoken");

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        goOn.SetResult();
        (await other.WaitAsync(Limit)).ShouldBe(-18, 1.5);
    }

    [Fact]
    public async Task Dispose_WhileAVoiceIsMeasured_EndsThatAndWritesNothing()
    {
        var measuring = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = false;
        fake.BeforeChunk = async (_, _, token) =>
        {
            measuring.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, token);
            }
            finally
            {
                ended = true;
            }
        };
        var options = new LoudnessOptions { CacheFile = Path.Combine(folder, "gains.json") };
        using var cancellation = new CancellationTokenSource();
        var stage = Stage(options: options);
        var speaking = AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("hello", Quiet), cancellation.Token));
        await measuring.Task.WaitAsync(Limit);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => speaking);
        ended.ShouldBeFalse("others may wait for the measurement");

        await stage.DisposeAsync().AsTask().WaitAsync(Limit);
        await stage.DisposeAsync();

        ended.ShouldBeTrue();
        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Synthesize_CacheFile_OutlivesTheProcess()
    {
        var options = new LoudnessOptions { CacheFile = Path.Combine(folder, "gains.json") };
        await using (var first = Stage(options: options))
        {
            await LoudnessOf(first, Quiet, "hello");
        }

        await using var second = Stage(options: options);
        await LoudnessOf(second, Quiet, "again");

        fake.Requests.Select(request => request.Text).TakeLast(2).ShouldBe(["hello", "again"]);
    }

    [SkippableFact]
    public async Task Synthesize_CacheFile_IsItsUsersAlone()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var options = new LoudnessOptions { CacheFile = Path.Combine(folder, "gains.json") };
        await File.WriteAllTextAsync(options.CacheFile + ".new", "left behind by a crash");
        await using var stage = Stage(options: options);

        await LoudnessOf(stage, Quiet, "hello");

        (OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(options.CacheFile)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ broken")]
    [InlineData("[{\"Key\":null,\"Lufs\":1}]")]
    [InlineData("[null]")]
    public async Task Synthesize_BrokenCacheFile_IsMeasuredAnew(string content)
    {
        var options = new LoudnessOptions { CacheFile = Path.Combine(folder, "gains.json") };
        await File.WriteAllTextAsync(options.CacheFile, content);
        await using var stage = Stage(options: options);

        (await LoudnessOf(stage, Loud, "hello everybody out there")).ShouldBe(-18, 1.5);
    }

    [Fact]
    public async Task Synthesize_LoudText_StaysBelowTheTruePeak()
    {
        await using var stage = Stage(options: new LoudnessOptions { TargetLufs = -12, MaxGainDb = 40 });
        fake.Amplitude = _ => fake.Requests[^1].Text.StartsWith("SHOUT", StringComparison.Ordinal) ? 0.9 : 0.02;

        var (_, samples) = await AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("SHOUT all of this", Quiet), default));

        var peak = new TruePeakMeter();
        peak.Add(samples);
        peak.Finish().ShouldBeInRange(-2, -1);
    }

    [Fact]
    public async Task Synthesize_AnyText_KeepsItsLength()
    {
        await using var stage = Stage();
        var request = new SynthesisRequest("three short words", Quiet);

        var (_, samples) = await AudioAssert.CollectAsync(stage.SynthesizeAsync(request, default));

        samples.Length.ShouldBe(fake.Render(request).Length);
    }

    [Fact]
    public async Task Synthesize_FirstChunk_ComesBeforeTheTextIsDone()
    {
        await using var stage = Stage();
        await LoudnessOf(stage, Quiet, "measured before");
        var last = 0;
        fake.BeforeChunk = (_, index, _) =>
        {
            last = index;
            return ValueTask.CompletedTask;
        };

        await using var chunks = stage.SynthesizeAsync(new SynthesisRequest("a long text of many many words", Quiet), default).GetAsyncEnumerator();
        (await chunks.MoveNextAsync()).ShouldBeTrue();
        chunks.Current.Dispose();

        last.ShouldBe(0);
    }

    private LoudnessSynthesizer Stage(ISpeechSynthesizer? inner = null, LoudnessOptions? options = null) =>
        new(inner ?? fake, options ?? new LoudnessOptions { MaxGainDb = 40 }, time, NullLogger<LoudnessSynthesizer>.Instance);

    private static async Task<double> LoudnessOf(LoudnessSynthesizer synthesizer, Voice voice, string text)
    {
        var (format, samples) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(new SynthesisRequest(text, voice), default));
        var meter = new LoudnessMeter(format.ShouldNotBeNull());
        meter.Add(samples);
        return meter.Finish();
    }

    private sealed class OneAtATime(ISpeechSynthesizer inner, SemaphoreSlim turn) : DelegatingSynthesizer(inner)
    {
        public override async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
            SynthesisRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                await foreach (var chunk in Inner.SynthesizeAsync(request, cancellationToken))
                {
                    yield return chunk;
                }
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
