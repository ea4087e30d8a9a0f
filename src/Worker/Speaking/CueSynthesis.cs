using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Speaking;

/// <summary>Fills one cue with the audio of its utterance. Deadlines and the change to another engine are the synthesizer's (<c>FallbackSynthesizer</c>); here is told what came of it.</summary>
internal sealed class CueSynthesis(
    ISpeechSynthesizer synthesizer,
    IVoiceResolver voices,
    IOptionsMonitor<SpeakingOptions> options,
    AlarmBoard alarms,
    TimeProvider time,
    ILogger<CueSynthesis> logger)
{
    /// <summary>Synthesizes; adds to the cue as chunks come. The cue is not completed here.</summary>
    /// <returns>Null when all went well or the cue was cancelled; else why it cannot be spoken.</returns>
    /// <exception cref="OperationCanceledException">The worker stops.</exception>
    public async Task<StateReason?> FillAsync(Cue cue, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cue.Cancelled);
        try
        {
            await SynthesizeAsync(cue, options.CurrentValue, either.Token);
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
        catch (SynthesisException e) when (e.Code == ReasonCodes.Timeout)
        {
            var rule = cue.Length == 0 ? nameof(SpeakingOptions.FirstChunkSeconds) : nameof(SpeakingOptions.SynthesisSeconds);
            return new StateReason(ReasonCodes.Timeout, $"{SpeakingOptions.Section}:{rule}", e.Message);
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

    private async Task SynthesizeAsync(Cue cue, SpeakingOptions limits, CancellationToken cancellationToken)
    {
        var voice = await ResolveAsync(cue.Utterance.Voice, limits, cancellationToken);
        var maxSamples = AudioFormat.Mono48.SamplesIn(TimeSpan.FromSeconds(limits.MaxAudioSeconds));
        var report = new SynthesisReport();
        var request = new SynthesisRequest(cue.Utterance.SpokenText, voice)
        {
            MaxDuration = TimeSpan.FromSeconds(limits.MaxAudioSeconds),
            FirstAudioLimit = TimeSpan.FromSeconds(limits.FirstChunkSeconds),
            SynthesisLimit = TimeSpan.FromSeconds(limits.SynthesisSeconds),
            Report = report,
        };
        var started = time.GetTimestamp();
        double? ttfa = null;
        await foreach (var chunk in synthesizer.SynthesizeAsync(request, cancellationToken))
        {
            using (chunk)
            {
                if (ttfa is null)
                {
                    ttfa = time.GetElapsedTime(started).TotalMilliseconds;
                    cue.Timings = new UtteranceTimings { TtfaMs = ttfa };
                    cue.Voice = report.Speakers is [var speaker, ..] ? speaker : voice;
                    cue.Fallback = FallbackReason.From(report);
                }

                cue.Timeline.Add(report.SpokenCharacters, cue.Length);
                cue.Append(chunk.Samples.Span[..Math.Min(chunk.Samples.Length, maxSamples - cue.Length)]);
            }

            if (cue.Length >= maxSamples)
            {
                break;
            }
        }

        var synth = time.GetElapsedTime(started).TotalMilliseconds;
        if (cue.Length < maxSamples)
        {
            cue.Timeline.Complete(cue.Length);
        }

        cue.Fallback = FallbackReason.From(report);
        cue.Timings = new UtteranceTimings { TtfaMs = ttfa, SynthMs = synth, AudioMs = cue.Duration.TotalMilliseconds };
        if (report.Failures.Count == 0 && cue.Length > 0)
        {
            alarms.Clear(VoiceWarmUp.AlarmOf(voice));
        }

        Log.Synthesized(logger, cue.Utterance.Id, ttfa ?? 0, cue.Duration.TotalMilliseconds, synth);
    }

    /// <summary>Asks the catalog, which may ask an engine: one that hangs there must not stop the show.</summary>
    private async Task<Voice> ResolveAsync(string? name, SpeakingOptions limits, CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds(limits.FirstChunkSeconds);
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await voices.ResolveAsync(name, either.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SynthesisException(ReasonCodes.Timeout, $"No engine answered within {limit.TotalSeconds:0} s whether it has the voice.", e);
        }
    }
}
