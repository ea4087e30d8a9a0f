using System.Runtime.CompilerServices;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Synthesis;

/// <summary>Measures each request: time to first audio, real-time factor, failures; tagged with engine and voice.</summary>
/// <remarks>Time counts only while the synthesizer is waited for, not while the reader is busy with a chunk.</remarks>
/// <param name="inner">What speaks.</param>
/// <param name="time">Measures.</param>
/// <param name="metrics">Takes the numbers.</param>
public sealed class MeteredSynthesizer(ISpeechSynthesizer inner, TimeProvider time, SpeechMetrics metrics) : DelegatingSynthesizer(inner)
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var engine = new KeyValuePair<string, object?>("engine", request.Voice.Engine);
        var voice = new KeyValuePair<string, object?>("voice", request.Voice.Name);
        var work = TimeSpan.Zero;
        var audio = TimeSpan.Zero;
        var chunks = Inner.SynthesizeAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (chunks.ConfigureAwait(false))
        {
            while (true)
            {
                var asked = time.GetTimestamp();
                if (!await NextAsync(chunks, engine, voice).ConfigureAwait(false))
                {
                    work += time.GetElapsedTime(asked);
                    break;
                }

                work += time.GetElapsedTime(asked);
                if (audio == TimeSpan.Zero)
                {
                    metrics.FirstAudio.Record(work.TotalMilliseconds, engine, voice);
                }

                audio += chunks.Current.Duration;
                yield return chunks.Current;
            }
        }

        if (audio > TimeSpan.Zero)
        {
            metrics.Audio.Add(audio.TotalSeconds, engine, voice);
            metrics.RealTimeFactor.Record(work / audio, engine, voice);
        }
    }

    private async ValueTask<bool> NextAsync(
        IAsyncEnumerator<AudioChunk> chunks, KeyValuePair<string, object?> engine, KeyValuePair<string, object?> voice)
    {
        try
        {
            return await chunks.MoveNextAsync().ConfigureAwait(false);
        }
        catch (SynthesisException exception)
        {
            metrics.Failures.Add(1, engine, voice, new KeyValuePair<string, object?>("code", exception.Code));
            throw;
        }
    }
}
