using IShowTts.Tts.Audio;

namespace IShowTts.Worker.Cli;

/// <summary>A WAV file or pipe: 16 bit, 48 kHz, mono.</summary>
/// <param name="stream">Where to; owned.</param>
internal sealed class WavTarget(Stream stream) : ISayTarget
{
    private readonly WavWriter writer = new(stream, AudioFormat.Mono48, WavSampleFormat.Pcm16);

    /// <inheritdoc/>
    public string Name { get; } = stream is FileStream file ? file.Name : "standard output";

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask WriteAsync(AudioChunk chunk, CancellationToken cancellationToken)
    {
        writer.Write(chunk.Samples.Span);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        writer.Flush();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
