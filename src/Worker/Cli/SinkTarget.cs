using System.Buffers;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;

namespace IShowTts.Worker.Cli;

/// <summary>A sink, at the pace of hearing.</summary>
/// <param name="sink">Where to; owned.</param>
internal sealed class SinkTarget(IAudioSink sink) : ISayTarget
{
    private const int BlockSamples = 4_800;
    private bool isDone;

    /// <inheritdoc/>
    public string Name => sink.Name;

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => sink.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(AudioChunk chunk, CancellationToken cancellationToken)
    {
        var stereo = ArrayPool<float>.Shared.Rent(BlockSamples * 2);
        try
        {
            for (var rest = chunk.Samples; !rest.IsEmpty; rest = rest[Math.Min(BlockSamples, rest.Length)..])
            {
                var count = Math.Min(BlockSamples, rest.Length);
                Spread(rest.Span[..count], stereo);
                await sink.WriteAsync(stereo.AsMemory(0, count * 2), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(stereo);
        }
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await sink.DrainAsync(cancellationToken);
        isDone = true;
    }

    /// <summary>Fades out what is still running, so that Ctrl-C ends without a click.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!isDone)
            {
                await sink.FadeOutAsync(CancellationToken.None);
            }
        }
        catch (AudioSinkException)
        {
            // A lost sink is silent already; whoever wrote to it was told.
            isDone = true;
        }
        finally
        {
            await sink.DisposeAsync();
        }
    }

    private static void Spread(ReadOnlySpan<float> mono, Span<float> stereo)
    {
        for (var i = 0; i < mono.Length; i++)
        {
            stereo[2 * i] = stereo[(2 * i) + 1] = mono[i];
        }
    }
}
