using System.Buffers;
using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.Playback;

/// <summary>Makes another sink louder or softer. Owns it.</summary>
/// <param name="inner">The sink that plays.</param>
/// <param name="gainDb">Decibels; what gets louder than full scale is clipped.</param>
internal class GainSink(IAudioSink inner, double gainDb) : ISelectiveSink
{
    private readonly float factor = (float)Math.Pow(10, gainDb / 20);

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public AudioFormat Format => inner.Format;

    /// <inheritdoc/>
    public TimeSpan Delay => inner.Delay;

    /// <inheritdoc/>
    public bool Takes(string kind) => inner is not ISelectiveSink selective || selective.Takes(kind);

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        var changed = ArrayPool<float>.Shared.Rent(samples.Length);
        try
        {
            Apply(samples.Span, changed);
            await inner.WriteAsync(changed.AsMemory(0, samples.Length), cancellationToken);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(changed);
        }
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken) => inner.DrainAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken) => inner.FadeOutAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Apply(ReadOnlySpan<float> samples, Span<float> target)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            target[i] = Math.Clamp(samples[i] * factor, -1, 1);
        }
    }
}
