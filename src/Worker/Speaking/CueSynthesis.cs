using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Speaking;

/// <summary>Fills one cue with the audio of its utterance, within its deadlines.</summary>
internal sealed class CueSynthesis(
    ISpeechSynthesizer synthesizer,
    IVoiceResolver voices,
    IOptionsMonitor<SpeakingOptions> options,
    TimeProvider time,
    ILogger<CueSynthesis> logger)
{
    /// <summary>Synthesizes; adds to the cue as chunks come. The cue is not completed here.</summary>
    /// <returns>Null when all went well or the cue was cancelled; else why it cannot be spoken.</returns>
    /// <exception cref="OperationCanceledException">The worker stops.</exception>
    public async Task<StateReason?> FillAsync(Cue cue, CancellationToken stopping)
    {
        var limits = options.CurrentValue;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(limits.FirstChunkSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cue.Cancelled, deadline.Token);
        try
        {
            await SynthesizeAsync(cue, limits, deadline, either.Token);
            return cue.Length > 0 ? null : new StateReason(ReasonCodes.Empty, null, "The voice has nothing to say for this text.");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (cue.Cancelled.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            var rule = cue.Length == 0 ? nameof(SpeakingOptions.FirstChunkSeconds) : nameof(SpeakingOptions.SynthesisSeconds);
            return new StateReason(ReasonCodes.Timeout, $"{SpeakingOptions.Section}:{rule}", "The engine took too long.");
        }
        catch (SynthesisException e)
        {
            return new StateReason(ReasonCodes.EngineFailed, e.Code, e.Message);
        }
        catch (Exception e)
        {
            // A broken engine must not stop the show: this utterance is set aside and the next one goes on.
            Log.EngineBroke(logger, cue.Utterance.Id, e);
            return new StateReason(ReasonCodes.EngineFailed, e.GetType().Name, "The engine broke; see the log.");
        }
    }

    private async Task SynthesizeAsync(Cue cue, SpeakingOptions limits, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        var voice = await voices.ResolveAsync(cue.Utterance.Voice, cancellationToken);
        var maxSamples = AudioFormat.Mono48.SamplesIn(TimeSpan.FromSeconds(limits.MaxAudioSeconds));
        var request = new SynthesisRequest(cue.Utterance.SpokenText, voice) { MaxDuration = TimeSpan.FromSeconds(limits.MaxAudioSeconds) };
        var started = time.GetTimestamp();
        double? ttfa = null;
        await foreach (var chunk in synthesizer.SynthesizeAsync(request, cancellationToken))
        {
            using (chunk)
            {
                if (ttfa is null)
                {
                    ttfa = time.GetElapsedTime(started).TotalMilliseconds;
                    cue.Voice = voice;
                    deadline.CancelAfter(TimeSpan.FromSeconds(limits.SynthesisSeconds));
                }

                cue.Append(chunk.Samples.Span[..Math.Min(chunk.Samples.Length, maxSamples - cue.Length)]);
            }

            if (cue.Length >= maxSamples)
            {
                break;
            }
        }

        var synth = time.GetElapsedTime(started).TotalMilliseconds;
        cue.Timings = new UtteranceTimings { TtfaMs = ttfa, SynthMs = synth, AudioMs = cue.Duration.TotalMilliseconds };
        Log.Synthesized(logger, cue.Utterance.Id, ttfa ?? 0, cue.Duration.TotalMilliseconds, synth);
    }
}
