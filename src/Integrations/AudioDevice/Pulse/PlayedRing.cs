namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>The samples written last, so that a fade-out can play them again, falling. Not thread safe.</summary>
/// <param name="samples">How many samples it keeps.</param>
internal sealed class PlayedRing(int samples)
{
    private readonly float[] ring = new float[samples];
    private long written;

    /// <summary>How many samples are there, at most the ring's size.</summary>
    public int Count => (int)Math.Min(written, ring.Length);

    /// <summary>Forgets everything.</summary>
    public void Clear() => written = 0;

    /// <summary>Adds samples behind those that are there.</summary>
    public void Add(ReadOnlySpan<float> added)
    {
        written += Math.Max(0, added.Length - ring.Length);
        added = added[Math.Max(0, added.Length - ring.Length)..];
        var at = (int)(written % ring.Length);
        var first = Math.Min(added.Length, ring.Length - at);
        added[..first].CopyTo(ring.AsSpan(at));
        added[first..].CopyTo(ring);
        written += added.Length;
    }

    /// <summary>Puts other samples in place of the newest ones.</summary>
    /// <param name="samples">At most <see cref="Count"/> samples.</param>
    public void ReplaceEnd(ReadOnlySpan<float> samples)
    {
        written -= samples.Length;
        Add(samples);
    }

    /// <summary>Copies samples out.</summary>
    /// <param name="fromEnd">How many samples before the newest's end to begin; at most <see cref="Count"/>.</param>
    /// <param name="target">Where to; filled as far as there are samples.</param>
    /// <returns>Samples copied.</returns>
    public int CopyFromEnd(int fromEnd, Span<float> target)
    {
        fromEnd = Math.Min(fromEnd, Count);
        var count = Math.Min(fromEnd, target.Length);
        for (var i = 0; i < count; i++)
        {
            target[i] = ring[(int)((written - fromEnd + i) % ring.Length)];
        }

        return count;
    }
}
