using System.Buffers;
using IShowTts.Tts.Audio;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Bare samples, signed 16 bit little endian.</summary>
internal sealed class PcmEncoder : ISpeechEncoder
{
    private const int MostSamples = 16_384;
    private readonly IByteSink sink;
    private readonly Resampler? resampler;
    private readonly float[] resampled;
    private readonly byte[] buffer;
    private bool isDisposed;

    /// <summary>Makes one.</summary>
    /// <param name="sink">Takes the bytes.</param>
    /// <param name="rate">Samples per second to write; what comes has <see cref="AudioRates.Engine"/>.</param>
    public PcmEncoder(IByteSink sink, int rate)
    {
        this.sink = sink;
        resampler = rate == AudioRates.Engine ? null : new Resampler(AudioRates.Engine, rate);
        var most = resampler?.MaxOutput(MostSamples) ?? MostSamples;
        resampled = resampler is null ? [] : new float[most];
        buffer = ArrayPool<byte>.Shared.Rent(most * Pcm16.BytesPerSample);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        while (!samples.IsEmpty)
        {
            var block = samples[..Math.Min(samples.Length, MostSamples)];
            await SendAsync(resampler is null ? block : resampled.AsMemory(0, resampler.Process(block.Span, resampled)), cancellationToken);
            samples = samples[block.Length..];
        }
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return resampler is null ? ValueTask.CompletedTask : SendAsync(resampled.AsMemory(0, resampler.Flush(resampled)), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask SendAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        Pcm16.Write(samples.Span, buffer);
        return samples.IsEmpty ? ValueTask.CompletedTask : sink.WriteAsync(buffer.AsMemory(0, samples.Length * Pcm16.BytesPerSample), cancellationToken);
    }
}
