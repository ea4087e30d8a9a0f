using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.Playback;

/// <summary>Audio between a writer and a device that comes and takes it. Thread safe; allocates nothing once made.</summary>
/// <param name="format">Shape of the samples.</param>
/// <param name="capacity">The most it holds.</param>
internal sealed class PullBuffer(AudioFormat format, TimeSpan capacity)
{
    private readonly Lock gate = new();
    private readonly float[] ring = new float[format.SamplesIn(capacity)];
    private int start;
    private int count;

    /// <summary>Audio that waits to be taken.</summary>
    public TimeSpan Buffered
    {
        get
        {
            lock (gate)
            {
                return format.DurationOf(count);
            }
        }
    }

    /// <summary>Adds what fits.</summary>
    /// <returns>Samples taken in.</returns>
    public int Write(ReadOnlySpan<float> samples)
    {
        lock (gate)
        {
            var taken = Math.Min(samples.Length, ring.Length - count);
            for (var i = 0; i < taken; i++)
            {
                ring[(start + count + i) % ring.Length] = samples[i];
            }

            count += taken;
            return taken;
        }
    }

    /// <summary>Takes samples out; what is missing becomes silence.</summary>
    /// <returns>Samples that were there.</returns>
    public int Read(Span<float> target)
    {
        lock (gate)
        {
            var given = Math.Min(target.Length, count);
            for (var i = 0; i < given; i++)
            {
                target[i] = ring[(start + i) % ring.Length];
            }

            target[given..].Clear();
            start = (start + given) % ring.Length;
            count -= given;
            return given;
        }
    }

    /// <summary>Makes the next audio fall to zero and drops what comes after.</summary>
    /// <param name="fade">How long it falls.</param>
    /// <returns>How much was dropped.</returns>
    public TimeSpan FadeOut(TimeSpan fade)
    {
        lock (gate)
        {
            var kept = Math.Min(count, format.SamplesIn(fade));
            var dropped = format.DurationOf(count - kept);
            var frames = kept / format.Channels;
            for (var i = 0; i < kept; i++)
            {
                ring[(start + i) % ring.Length] *= 0.5f * (1 + MathF.Cos(MathF.PI * (i / format.Channels + 1) / frames));
            }

            count = kept;
            return dropped;
        }
    }
}
