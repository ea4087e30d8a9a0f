using IShowTts.Tts.F5;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Speech;

/// <summary>
/// Speech for who asked, not for the stream: no filter, no queue, no sink. It shares the engines with the show and gives way to it; see docs/api.md.
/// </summary>
internal sealed class RawSpeech(
    ISpeechSynthesizer synthesizer, VoiceCatalog voices, IOptions<ApiOptions> options, IOptions<F5Options> f5, TimeProvider time, ILogger<RawSpeech> logger)
{
    private TimeSpan Limit => TimeSpan.FromSeconds(options.Value.SynthesisSeconds);

    /// <summary>Finds the voice, waits for a turn and begins to speak.</summary>
    /// <param name="request">What to say.</param>
    /// <param name="place">The request's place; owned by the answer when there is one.</param>
    /// <param name="cancellationToken">The client left or the worker stops: ends the synthesis within one chunk.</param>
    /// <returns>The answer with its first audio, to be disposed; or the problem.</returns>
    public async Task<(RawSpeechAnswer? Answer, ProblemBody? Problem)> StartAsync(RawSpeechRequest request, SynthesisPlace place, CancellationToken cancellationToken)
    {
        RawSpeechAnswer? answer = null;
        try
        {
            await place.WaitTurnAsync(cancellationToken);
            if (place.FindProblem() is { } full)
            {
                return (null, full);
            }

            var (voice, problem) = await FindVoiceAsync(request, cancellationToken);
            if (voice is null)
            {
                return (null, problem);
            }

            answer = new RawSpeechAnswer(place, time, Make(request, voice), f5.Value.NfeStep);
            answer.Start(synthesizer, cancellationToken);
            if (await answer.HasMoreAsync(cancellationToken))
            {
                var started = answer;
                answer = null;
                return (started, null);
            }

            return (null, Problems.NothingToSay());
        }
        catch (SynthesisException exception)
        {
            return (null, ProblemOf(exception));
        }
        finally
        {
            if (answer is not null)
            {
                await answer.DisposeAsync();
            }
        }
    }

    /// <summary>An engine's failure as a problem.</summary>
    public ProblemBody ProblemOf(SynthesisException exception)
    {
        Log.Failed(logger, exception.Code);
        return Problems.SynthesisFailed(exception.Code, exception.Message);
    }

    private SynthesisRequest Make(RawSpeechRequest request, Voice voice) => new(request.Text, voice)
    {
        Speed = request.Speed,
        NfeStep = request.NfeStep,
        Seed = request.Seed,

        // A second more than is given, so that the answer knows whether there was more.
        MaxDuration = TimeSpan.FromSeconds(options.Value.MaxSynthesisAudioSeconds + 1),

        GivesWay = true,

        // Wide limits: the wait behind the show and other requests is part of them.
        FirstAudioLimit = Limit,
        SynthesisLimit = Limit,
        Report = new SynthesisReport(),
    };

    private async Task<(Voice? Voice, ProblemBody? Problem)> FindVoiceAsync(RawSpeechRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Voice is { } name)
            {
                var named = await voices.FindAsync(name, cancellationToken).AsTask().WaitAsync(Limit, time, cancellationToken);
                return named is null ? (null, Problems.InvalidBody("There is no such voice; `ishowtts voices` lists them.", "voice"))
                    : Speaks(named, request.Engine) ? (named, null)
                    : (null, Problems.InvalidBody($"The voice {named.Name} is one of the engine {named.Engine}. Leave engine out, or choose another voice.", "engine"));
            }

            if (Speaks(voices.Default, request.Engine))
            {
                return (voices.Default, null);
            }

            var all = await voices.ListAsync(cancellationToken).AsTask().WaitAsync(Limit, time, cancellationToken);
            return all.FirstOrDefault(voice => Speaks(voice, request.Engine)) is { } first
                ? (first, null)
                : (null, Problems.InvalidBody("No voice has this engine; `ishowtts voices` lists voices with their engines.", "engine"));
        }
        catch (TimeoutException exception)
        {
            throw new SynthesisException("timeout", $"No engine answered within {Limit.TotalSeconds:0} s whether it has the voice.", exception);
        }
    }

    private static bool Speaks(Voice voice, string? engine) => engine is null || voice.Engine.Equals(engine, StringComparison.OrdinalIgnoreCase);
}
