using System.Runtime.CompilerServices;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Synthesis;

/// <summary>When the engine of a voice fails, the next voice of its chain speaks. The outermost stage: each try passes all others, so every voice has its own loudness.</summary>
/// <remarks>
/// An error, a timeout (<see cref="SynthesisRequest.FirstAudioLimit"/>, <see cref="SynthesisRequest.SynthesisLimit"/>) and a lack of memory are failures;
/// the caller's cancel is none. Before any audio the next voice speaks the whole text. After some, it speaks what is left behind
/// <see cref="SynthesisReport.SpokenCharacters"/>, so nothing is heard twice; when the failed engine does not tell how far it came, the text ends there
/// with its error. An engine that fails again and again is kept out for a while (<see cref="FallbackOptions"/>), but the last voice of a chain is always asked.
/// That a text which gives way waited too long does not count there (<see cref="SynthesisRequest.GivesWay"/>).
/// </remarks>
internal sealed class FallbackSynthesizer(
    ISpeechSynthesizer inner, IFallbackVoices voices, EngineBreakers breakers, TimeProvider time, ILogger<FallbackSynthesizer> logger)
    : DelegatingSynthesizer(inner)
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var progress = new FallbackProgress(request);
        var chain = new List<Voice> { request.Voice };
        for (var i = 0; i < chain.Count; i++)
        {
            var turn = await breakers.EnterAsync(chain[i]).ConfigureAwait(false);
            if (turn is null && await HasNextAsync(chain, i, cancellationToken).ConfigureAwait(false))
            {
                progress.KeptOut(chain[i], breakers.CauseOf(chain[i]));
                continue;
            }

            var attempt = new EngineAttempt(Inner, progress.Begin(chain[i]), time, logger, cancellationToken);
            var failure = default(SynthesisException);
            var isDone = false;
            try
            {
                while (true)
                {
                    AudioChunk? chunk;
                    try
                    {
                        chunk = await attempt.NextAsync().ConfigureAwait(false);
                    }
                    catch (SynthesisException exception)
                    {
                        failure = exception;
                        break;
                    }

                    if (chunk is null)
                    {
                        break;
                    }

                    progress.Took(chunk);
                    yield return chunk;
                }

                isDone = true;
            }
            finally
            {
                await attempt.DisposeAsync().ConfigureAwait(false);
                await EndAsync(turn, request, progress.Fail(failure), failure, isDone || progress.HasAudioNow).ConfigureAwait(false);
            }

            if (failure is null || progress.IsSpoken)
            {
                yield break;
            }

            if (!progress.CanGoOn || !await HasNextAsync(chain, i, cancellationToken).ConfigureAwait(false))
            {
                throw progress.Final(failure);
            }

            Log.NextSpeaks(logger, chain[i].Name, chain[i].Engine, failure.Code, chain[i + 1].Name, chain[i + 1].Engine);
        }
    }

    private async ValueTask<bool> HasNextAsync(List<Voice> chain, int index, CancellationToken cancellationToken)
    {
        // Asked for at the first failure only: a voice that speaks costs nothing.
        if (chain.Count == 1)
        {
            chain.AddRange(await voices.AfterAsync(chain[0], cancellationToken).ConfigureAwait(false));
        }

        return index + 1 < chain.Count;
    }

    private async ValueTask EndAsync(EngineTurn? turn, SynthesisRequest request, SynthesisFailure? failed, SynthesisException? cause, bool isKnown)
    {
        // A text that gives way may have done nothing but wait for the others: that says nothing of the engine.
        var hasWaited = request.GivesWay && failed is { Code: "timeout" or "engine-busy" };
        if (failed is not null && !hasWaited && EngineBreakers.CountsAgainst(failed.Code))
        {
            breakers.Remember(failed);
        }

        if (turn is not null)
        {
            await (hasWaited ? turn.LeaveAsync() : cause is not null ? turn.EndAsync(cause) : isKnown ? turn.EndAsync() : turn.LeaveAsync()).ConfigureAwait(false);
        }
    }
}
