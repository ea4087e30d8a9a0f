using System.Diagnostics.Metrics;
using IShowTts.TestKit.Audio;
using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Tts.Tests.Synthesis;

[Collection(AudioChunkCollection.Name)]
public sealed class StageTests
{
    private static readonly Voice Voice = new("fake-one", "fake", "one", "en");

    [Fact]
    public async Task Builder_TwoStages_FirstIsOutermost()
    {
        var order = new List<string>();

        await using var chain = new SynthesizerBuilder(new FakeSynthesizer())
            .Use(inner => Note("outer", inner)).Use(inner => Note("inner", inner)).Build();
        await AudioAssert.CollectAsync(chain.SynthesizeAsync(new SynthesisRequest("x", Voice), default));

        order.ShouldBe(["inner made", "outer made"]);

        ISpeechSynthesizer Note(string name, ISpeechSynthesizer inner)
        {
            order.Add(name + " made");
            return inner;
        }
    }

    [Fact]
    public async Task Routing_VoiceOfAnEngine_GoesThere()
    {
        var one = new FakeSynthesizer();
        var two = new FakeSynthesizer { Engine = "other", Voices = [new("o", "other", "one", "en")] };
        await using var routing = new RoutingSynthesizer([one, two]);

        await AudioAssert.CollectAsync(routing.SynthesizeAsync(new SynthesisRequest("x", Voice with { Engine = "OTHER" }), default));

        one.Requests.ShouldBeEmpty();
        two.Requests.Count.ShouldBe(1);
        (await routing.GetVoicesAsync(default)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Routing_UnknownEngine_SaysWhichThereAre()
    {
        await using var routing = new RoutingSynthesizer([new FakeSynthesizer()]);

        var exception = await Should.ThrowAsync<SynthesisException>(
            () => AudioAssert.CollectAsync(routing.SynthesizeAsync(new SynthesisRequest("x", Voice with { Engine = "f5" }), default)));

        exception.Code.ShouldBe("voice-unknown");
        exception.Message.ShouldContain("f5");
        exception.Message.ShouldContain("fake");
    }

    [Fact]
    public async Task Chain_Disposed_DisposesEveryEngine()
    {
        var engine = new FakeSynthesizer();
        var chain = new SynthesizerBuilder(new RoutingSynthesizer([engine])).Use(inner => new ResamplingSynthesizer(inner)).Build();

        await chain.DisposeAsync();

        engine.Disposals.ShouldBe(1);
    }

    [Theory]
    [InlineData(22_050)]
    [InlineData(24_000)]
    [InlineData(48_000)]
    public async Task Resampling_AnyRate_Gives48KilohertzOfTheSameLength(int rate)
    {
        await using var stage = new ResamplingSynthesizer(new FakeSynthesizer { Format = new AudioFormat(rate, 1) });

        var (format, samples) = await AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("two words", Voice), default));

        format.ShouldBe(AudioFormat.Mono48);
        samples.Length.ShouldBeInRange(23_998, 24_002);
        var frequency = FakeSynthesizer.FrequencyOf("two", Voice);
        AudioAssert.ToneLevelDb(samples.AsSpan(0, 12_000), 48_000, frequency).ShouldBe(20 * Math.Log10(0.25), 0.1);
    }

    [Fact]
    public async Task Resampling_StereoEngine_FailsClearly()
    {
        await using var stage = new ResamplingSynthesizer(new FakeSynthesizer { Format = AudioFormat.Stereo48 });
        var before = AudioChunk.LiveCount;

        var exception = await Should.ThrowAsync<SynthesisException>(
            () => AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("x", Voice), default)));

        exception.Code.ShouldBe("engine-failed");
        AudioChunk.LiveCount.ShouldBe(before);
    }

    [Theory]
    [InlineData(300, 500, 700, 80, 80)]
    [InlineData(50, 500, 10, 50, 10)]
    [InlineData(0, 500, 0, 0, 0)]
    public async Task Trimming_SilentEnds_AreCutToTheRest(int before, int pause, int after, int expectedBefore, int expectedAfter)
    {
        var samples = Parts((before, 0), (100, 0.5f), (pause, 0), (100, 0.5f), (after, 0));
        await using var stage = new SilenceTrimmingSynthesizer(new Replay(samples), TimeSpan.FromMilliseconds(80));

        var (_, trimmed) = await AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("x", Voice), default));

        trimmed.SequenceEqual(Parts((expectedBefore, 0), (100, 0.5f), (pause, 0), (100, 0.5f), (expectedAfter, 0))).ShouldBeTrue();
    }

    [Fact]
    public async Task Trimming_OnlySilence_GivesNothing()
    {
        await using var stage = new SilenceTrimmingSynthesizer(new Replay(new float[48_000]), TimeSpan.FromMilliseconds(80));

        var (format, _) = await AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("x", Voice), default));

        format.ShouldBeNull();
    }

    [Fact]
    public async Task Metered_Request_RecordsTimeAndRealTimeFactor()
    {
        var time = new FakeTimeProvider();
        var fake = new FakeSynthesizer
        {
            BeforeChunk = (_, _, _) =>
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                return ValueTask.CompletedTask;
            },
        };
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        var metrics = new SpeechMetrics(services.GetRequiredService<IMeterFactory>());
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument, metrics.FirstAudio) || ReferenceEquals(instrument, metrics.RealTimeFactor) || ReferenceEquals(instrument, metrics.Audio))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        await using var stage = new MeteredSynthesizer(fake, time, metrics);

        await AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("two words", Voice), default));

        seen["ishowtts.speech.first_audio"].ShouldBe(10, 0.001);
        seen["ishowtts.speech.audio"].ShouldBe(0.5, 0.001);
        seen["ishowtts.speech.rtf"].ShouldBe(0.2, 0.001);
    }

    [Fact]
    public async Task Logging_Request_ShowsTheTextAtTraceOnly()
    {
        var log = new ListLogger<LoggingSynthesizer>();
        await using var stage = new LoggingSynthesizer(new FakeSynthesizer(), new FakeTimeProvider(), log);

        await AudioAssert.CollectAsync(stage.SynthesizeAsync(new SynthesisRequest("secret words", Voice), default));
        await Should.ThrowAsync<SynthesisException>(() => AudioAssert.CollectAsync(
            stage.SynthesizeAsync(new SynthesisRequest("secret words", Voice with { EngineVoice = "none" }), default)));

        log.Lines.Count.ShouldBe(4);
        log.Lines.Where(line => line.Message.Contains("secret", StringComparison.Ordinal)).ShouldAllBe(line => line.Level == LogLevel.Trace);
        log.Lines[^1].Level.ShouldBe(LogLevel.Warning);
        log.Lines[^1].Message.ShouldContain("voice-unknown");
    }

    private static float[] Parts(params (int Milliseconds, float Value)[] parts) =>
        [.. parts.SelectMany(part => Enumerable.Repeat(part.Value, part.Milliseconds * 48))];

    private sealed class Replay(float[] samples) : DelegatingSynthesizer(new FakeSynthesizer())
    {
        public override async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
            SynthesisRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (var at = 0; at < samples.Length; at += 1_000)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return AudioChunk.CopyOf(AudioFormat.Mono48, samples.AsSpan(at, Math.Min(1_000, samples.Length - at)));
            }
        }
    }

    private sealed class ListLogger<T> : ILogger<T>
    {
        public List<(LogLevel Level, string Message)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));
    }
}
