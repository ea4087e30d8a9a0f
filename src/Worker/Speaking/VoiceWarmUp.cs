using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Speaking;

/// <summary>Speaks one word into nothing at start: the engine is loaded and the default voice measured before the first viewer asks, and a missing engine is told at once.</summary>
internal sealed class VoiceWarmUp(
    ISpeechSynthesizer synthesizer, IVoiceResolver voices, VoiceCatalog catalog, AlarmBoard alarms, IOptions<OnnxOptions> onnx, ILogger<VoiceWarmUp> logger) : BackgroundService
{
    /// <summary>Key of the alarm that a voice raises when it cannot speak at start; cleared when it speaks.</summary>
    public static string AlarmOf(Voice voice) => $"voice:{voice.Name}";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var first = await voices.ResolveAsync(null, stoppingToken);
            await SpeakAsync(first, stoppingToken);
            foreach (var voice in onnx.Value.WarmUp ? OnePerModel(first) : [])
            {
                await SpeakAsync(voice, stoppingToken);
            }

            foreach (var problem in await catalog.CheckAsync(stoppingToken))
            {
                Log.VoiceProblem(logger, problem);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops before it began.
        }
        catch (Exception e)
        {
            // The first utterance will tell the same as its reason; a broken warm-up must not end the worker.
            Log.WarmUpFailed(logger, e);
        }
    }

    /// <summary>A cloned voice of each model that the default voice has not loaded.</summary>
    private IEnumerable<Voice> OnePerModel(Voice first) => catalog.Named
        .Where(voice => voice.Reference is not null)
        .DistinctBy(voice => voice.Reference!.Model, StringComparer.Ordinal)
        .Where(voice => voice.Reference!.Model != first.Reference?.Model);

    private async Task SpeakAsync(Voice voice, CancellationToken stopping)
    {
        var report = new SynthesisReport();
        try
        {
            await foreach (var chunk in synthesizer.SynthesizeAsync(new SynthesisRequest("Ready.", voice) { Report = report }, stopping))
            {
                chunk.Dispose();
            }

            if (report.Failures is [var failure, ..])
            {
                alarms.Raise(AlarmOf(voice), $"The voice {voice.Name} cannot speak, {(report.Speakers is [var other, ..] ? other.Name : "no other")} speaks in its place: {failure.Message}");
            }
        }
        catch (SynthesisException e)
        {
            alarms.Raise(AlarmOf(voice), $"The voice {voice.Name} cannot speak: {e.Message}");
        }
    }
}
