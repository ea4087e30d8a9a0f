using System.Runtime.CompilerServices;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Synthesis;

/// <summary>Gives every chunk at 48 kHz mono, whatever the engine's rate. Streams: nothing waits for the end of the text.</summary>
/// <param name="inner">Gives mono chunks of one rate per request.</param>
public sealed class ResamplingSynthesizer(ISpeechSynthesizer inner) : DelegatingSynthesizer(inner)
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Resampler? resampler = null;
        var rate = 0;
        await foreach (var chunk in Inner.SynthesizeAsync(request, cancellationToken).ConfigureAwait(false))
        {
            rate = SameRate(rate, chunk, Engine);
            if (rate == AudioFormat.Mono48.SampleRate)
            {
                yield return chunk;
                continue;
            }

            resampler ??= new Resampler(rate, AudioFormat.Mono48.SampleRate);
            var resampled = Resample(resampler, chunk);
            if (resampled is not null)
            {
                yield return resampled;
            }
        }

        if (resampler is not null && Flush(resampler) is { } rest)
        {
            yield return rest;
        }
    }

    private static int SameRate(int rate, AudioChunk chunk, string engine)
    {
        if (chunk.Format.Channels == 1 && (rate == 0 || rate == chunk.Format.SampleRate))
        {
            return chunk.Format.SampleRate;
        }

        var format = chunk.Format;
        chunk.Dispose();
        throw new SynthesisException(
            "engine-failed", $"The engine {engine} gave {format.Channels} channels at {format.SampleRate} Hz; one rate and one channel are expected.");
    }

    private static AudioChunk? Resample(Resampler resampler, AudioChunk chunk)
    {
        using (chunk)
        {
            using var room = AudioChunk.Rent(AudioFormat.Mono48, resampler.MaxOutput(chunk.Samples.Length));
            var written = resampler.Process(chunk.Samples.Span, room.Samples.Span);
            return written == 0 ? null : AudioChunk.CopyOf(AudioFormat.Mono48, room.Samples.Span[..written]);
        }
    }

    private static AudioChunk? Flush(Resampler resampler)
    {
        using var room = AudioChunk.Rent(AudioFormat.Mono48, resampler.MaxOutput(0));
        var written = resampler.Flush(room.Samples.Span);
        return written == 0 ? null : AudioChunk.CopyOf(AudioFormat.Mono48, room.Samples.Span[..written]);
    }
}
