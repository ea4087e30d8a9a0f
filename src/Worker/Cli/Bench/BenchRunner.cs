using IShowTts.Tts.Synthesis;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>Speaks texts and measures. The engine is asked itself: no cache, no fallback, no resampling stands between.</summary>
/// <param name="time">The clock.</param>
/// <param name="tell">Told of the progress.</param>
internal sealed class BenchRunner(TimeProvider time, Action<string> tell)
{
    /// <summary>Speaks once without measuring, then every text as often as asked.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="variant">What is measured, for the progress.</param>
    /// <param name="request">Makes the request for a text.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="runs">How often each is spoken.</param>
    /// <param name="work">The work that the engine has done so far, 10⁹ operations; null when it does not tell.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SynthesisException">A text could not be spoken.</exception>
    public async Task<IReadOnlyList<BenchSample>> RunAsync(
        ISpeechSynthesizer engine, BenchVariant variant, Func<string, SynthesisRequest> request, IReadOnlyList<BenchText> texts, int runs, Func<double>? work, CancellationToken cancellationToken)
    {
        tell($"{variant.Title}: warm-up");
        await SpeakAsync(engine, request, texts[0], work, cancellationToken);
        var samples = new List<BenchSample>(texts.Count * runs);
        for (var run = 0; run < runs; run++)
        {
            foreach (var text in texts)
            {
                var sample = await SpeakAsync(engine, request, text, work, cancellationToken);
                samples.Add(sample);
                tell(FormattableString.Invariant(
                    $"{variant.Title}: {samples.Count} of {texts.Count * runs}, {text.Class}: {sample.AudioMs / 1000:0.00} s of audio in {sample.SynthesisMs / 1000:0.000} s"));
            }
        }

        return samples;
    }

    private async Task<BenchSample> SpeakAsync(ISpeechSynthesizer engine, Func<string, SynthesisRequest> request, BenchText text, Func<double>? work, CancellationToken cancellationToken)
    {
        var workBefore = work?.Invoke() ?? 0;
        var started = time.GetTimestamp();
        double? first = null;
        var audio = TimeSpan.Zero;
        await foreach (var chunk in engine.SynthesizeAsync(request(text.Text), cancellationToken))
        {
            using (chunk)
            {
                first ??= time.GetElapsedTime(started).TotalMilliseconds;
                audio += chunk.Duration;
            }
        }

        var synthesis = time.GetElapsedTime(started).TotalMilliseconds;
        return audio > TimeSpan.Zero
            ? new BenchSample(text.Class, SpeechRateRule.Characters(text.Text), first!.Value, synthesis, audio.TotalMilliseconds, (work?.Invoke() ?? 0) - workBefore)
            : throw new SynthesisException("engine-failed", $"The engine gave no sound for the text '{text.Text}' (class {text.Class}).");
    }
}
