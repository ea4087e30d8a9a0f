using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Synthesis;

/// <summary>One loudness for all voices, no clipping: one gain per voice, measured once over a fixed text, then a true peak limiter.</summary>
/// <remarks>
/// A gain per voice and not per text: speech streams without waiting for its end, and a whisper beside a shout stays a whisper.
/// Takes and gives 48 kHz mono. Calls in the same voice share one measurement; it ends within the calibration limit or is put off.
/// </remarks>
public sealed class LoudnessSynthesizer : DelegatingSynthesizer
{
    // The limiter's own ceiling lies half a decibel below the promised peak: room for what other meters see between samples.
    private const double CeilingMargin = 0.5;
    private static readonly TimeSpan CalibrationAudio = TimeSpan.FromSeconds(20);

    private readonly LoudnessOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<LoudnessSynthesizer> logger;
    private readonly VoiceGainStore store;
    private readonly ConcurrentDictionary<string, Task<double?>> measuring = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource closing = new();

    /// <summary>Makes the stage.</summary>
    /// <param name="inner">Gives 48 kHz mono.</param>
    /// <param name="options">Target and limits.</param>
    /// <param name="time">Limits the calibration.</param>
    /// <param name="logger">Told what was measured; never sees a text.</param>
    public LoudnessSynthesizer(ISpeechSynthesizer inner, LoudnessOptions options, TimeProvider time, ILogger<LoudnessSynthesizer> logger)
        : base(inner)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        store = new VoiceGainStore(options.CacheFile, logger);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Measured before this text starts, not between its chunks: an engine that does one text at a time would wait for itself.
        var gain = await GainAsync(request.Voice, cancellationToken).ConfigureAwait(false);
        TruePeakLimiter? limiter = null;
        await foreach (var chunk in Inner.SynthesizeAsync(request, cancellationToken).ConfigureAwait(false))
        {
            using (chunk)
            {
                limiter ??= new TruePeakLimiter(AudioFormat.Mono48.SampleRate, options.TruePeakDbtp - CeilingMargin);
                if (Process(limiter, gain, chunk) is { } limited)
                {
                    yield return limited;
                }
            }
        }

        if (limiter is not null && Flush(limiter) is { } rest)
        {
            yield return rest;
        }
    }

    /// <summary>Ends the measurements that are under way, so that nothing uses the engines or writes the file afterwards, then disposes what is inside.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested)
        {
            return;
        }

        await closing.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(measuring.Values.Select(Ended)).WaitAsync(EngineAttempt.Grace, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // An engine that does not answer a cancel is left alone; what it still measures is not kept.
            Log.CalibrationLeft(logger);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private static Task Ended(Task measurement) =>
        measurement.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static AudioChunk? Process(TruePeakLimiter limiter, float gain, AudioChunk chunk)
    {
        if (chunk.Format != AudioFormat.Mono48)
        {
            throw new InvalidOperationException($"The loudness stage takes 48 kHz mono, not {chunk.Format}: put the resampling stage inside it.");
        }

        var samples = chunk.Samples.Span;
        Gain.Apply(samples, gain);
        var written = limiter.Process(samples, samples);
        return written == 0 ? null : AudioChunk.CopyOf(AudioFormat.Mono48, samples[..written]);
    }

    private static AudioChunk? Flush(TruePeakLimiter limiter)
    {
        Span<float> rest = stackalloc float[limiter.Latency];
        var written = limiter.Flush(rest);
        return written == 0 ? null : AudioChunk.CopyOf(AudioFormat.Mono48, rest[..written]);
    }

    private async ValueTask<float> GainAsync(Voice voice, CancellationToken cancellationToken)
    {
        var key = KeyOf(voice);
        var lufs = store.Find(key)
            ?? await measuring.GetOrAdd(key, _ => MeasureAsync(key, voice)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return lufs is { } known ? GainFor(known) : 1;
    }

    // Not cancelled by the text that asked for it: others in the same voice wait for it too.
    private async Task<double?> MeasureAsync(string key, Voice voice)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.CalibrationSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, closing.Token);
        var started = time.GetTimestamp();
        try
        {
            var samples = new List<float>();
            var request = new SynthesisRequest(CalibrationTexts.For(voice.Language), voice) { MaxDuration = CalibrationAudio, IsCalibration = true };
            await foreach (var chunk in Inner.SynthesizeAsync(request, either.Token).ConfigureAwait(false))
            {
                using (chunk)
                {
                    samples.AddRange(chunk.Samples.Span);
                }
            }

            either.Token.ThrowIfCancellationRequested();
            var lufs = Measure(CollectionsMarshal.AsSpan(samples));
            if (double.IsFinite(lufs))
            {
                lufs -= LostInTheLimiter(CollectionsMarshal.AsSpan(samples), lufs);
                store.Remember(key, lufs);
                Log.Calibrated(logger, voice.Name, Math.Round(lufs, 1), time.GetElapsedTime(started).TotalMilliseconds);
                return lufs;
            }

            Log.CalibrationFailed(logger, voice.Name, "it said nothing", null);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        catch (Exception exception) when (exception is OperationCanceledException or SynthesisException)
        {
            var cause = deadline.IsCancellationRequested ? $"it took longer than {options.CalibrationSeconds} s" : exception.Message;
            Log.CalibrationFailed(logger, voice.Name, cause, exception);
        }
        finally
        {
            measuring.TryRemove(key, out _);
        }

        return null;
    }

    /// <summary>How much quieter than the target a peaky voice would come out of the limiter: it is turned up by as much. LU, zero or more.</summary>
    private double LostInTheLimiter(Span<float> samples, double lufs)
    {
        Gain.Apply(samples, GainFor(lufs));
        var limiter = new TruePeakLimiter(AudioFormat.Mono48.SampleRate, options.TruePeakDbtp - CeilingMargin);
        var limited = new float[samples.Length + limiter.Latency];
        var length = limiter.Process(samples, limited);
        length += limiter.Flush(limited.AsSpan(length));
        return Math.Max(0, Measure(samples) - Measure(limited.AsSpan(0, length)));
    }

    private static double Measure(ReadOnlySpan<float> samples)
    {
        var meter = new LoudnessMeter(AudioFormat.Mono48);
        meter.Add(samples);
        return meter.Finish();
    }

    private float GainFor(double lufs) => (float)Math.Pow(10, Math.Min(options.TargetLufs - lufs, options.MaxGainDb) / 20);

    // What a voice loses in the limiter depends on the target, so the target is part of what is remembered.
    private string KeyOf(Voice voice) => string.Create(
        CultureInfo.InvariantCulture,
        $"{voice.Engine}:{voice.EngineVoice}|{voice.Speed:0.###}|{voice.Pitch:0.###}|{voice.Language}|{options.TargetLufs:0.##}|{options.TruePeakDbtp:0.##}{ClipOf(voice)}");

    // A cloned voice with another clip is another voice.
    private static string ClipOf(Voice voice) =>
        voice.Reference is { } reference ? string.Create(CultureInfo.InvariantCulture, $"|{reference.Clip}|{File.GetLastWriteTimeUtc(reference.Clip).Ticks}") : "";
}
