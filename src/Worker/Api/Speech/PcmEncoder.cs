using System.Buffers;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Bare samples, signed 16 bit little endian, 48 kHz.</summary>
/// <param name="sink">Takes them.</param>
internal sealed class PcmEncoder(IByteSink sink) : ISpeechEncoder
{
    private const int MostSamples = 16_384;
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(MostSamples * Pcm16.BytesPerSample);
    private bool isDisposed;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, MostSamples);
            Pcm16.Write(samples.Span[..count], buffer);
            await sink.WriteAsync(buffer.AsMemory(0, count * Pcm16.BytesPerSample), cancellationToken);
            samples = samples[count..];
        }
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

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
}
