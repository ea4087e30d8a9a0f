using IShowTts.Tts.Checkpoints;

namespace IShowTts.Benchmarks;

/// <summary>A checkpoint whose time embedding hears only slow frequencies, so that its velocity field is smooth in time, as training makes one and random weights do not.</summary>
/// <param name="inner">The checkpoint; owned.</param>
internal sealed class SmoothTime(ITensorSource inner) : ITensorSource
{
    /// <summary>Fastest frequency left, radians over the whole flow: one turn.</summary>
    private const double Fastest = 2 * Math.PI;
    private const int Frequencies = 128;

    public string Name => inner.Name + ", smooth in time";

    public IReadOnlyDictionary<string, TensorInfo> Tensors => inner.Tensors;

    public void Read(string key, long start, Span<float> destination)
    {
        inner.Read(key, start, destination);
        if (!key.EndsWith("time_embed.time_mlp.0.weight", StringComparison.Ordinal))
        {
            return;
        }

        for (var i = 0; i < destination.Length; i++)
        {
            // [dim, 256]: sines of all frequencies, then cosines.
            var frequency = 1000 * Math.Exp(-((start + i) % Frequencies) * Math.Log(10_000) / (Frequencies - 1));
            destination[i] = frequency > Fastest ? 0 : destination[i];
        }
    }

    public void Dispose() => inner.Dispose();
}
