using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Speaking;

/// <summary>Speaks one word into nothing at start: the engine is loaded and the default voice measured before the first viewer asks, and a missing engine is told at once.</summary>
internal sealed class VoiceWarmUp(ISpeechSynthesizer synthesizer, IVoiceResolver voices, AlarmBoard alarms, ILogger<VoiceWarmUp> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var voice = await voices.ResolveAsync(null, stoppingToken);
            await foreach (var chunk in synthesizer.SynthesizeAsync(new SynthesisRequest("Ready.", voice), stoppingToken))
            {
                chunk.Dispose();
            }
        }
        catch (SynthesisException e)
        {
            alarms.Raise("engine", $"The default voice cannot speak: {e.Message}");
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
}
