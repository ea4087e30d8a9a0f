using System.Numerics.Tensors;

namespace IShowTts.Tts.Audio;

/// <summary>Joins the parts of one text as they come, without clicks and with little delay: only the end of a part is held back until the next one is there.</summary>
/// <remarks>
/// <para>Parts are synthesized independently, so they are uncorrelated where they overlap, and gains with cos² + sin² = 1 keep the power.</para>
/// <para>
/// Quiet at both edges of a joint (5 ms windows 45 dB below the loudest, or below −60 dBFS) is cut so that at most the longest pause is left, and the fade
/// lies in what is quiet on both sides. Where one side speaks up to its edge the fade is 20 ms, so that no syllable fades away.
/// </para>
/// <para>Length of all that is given: that of the parts, less what was cut and the overlaps. Mono. Not thread safe.</para>
/// </remarks>
internal sealed class EqualPowerJoiner
{
    private const float QuietRatio = 0.0056f;
    private const float Silence = 0.001f;

    private readonly int fade;
    private readonly int shortestFade;
    private readonly int kept;
    private readonly int window;
    private float[] joined = [];
    private float[] held = [];
    private int heldSamples;
    private int heldQuiet;

    /// <summary>Makes a joiner for one text.</summary>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="longestFade">Longest overlap of two parts, 0 to 1 s.</param>
    /// <param name="longestPause">Most quiet left at a joint, 0 to 2 s.</param>
    public EqualPowerJoiner(int sampleRate, TimeSpan longestFade, TimeSpan longestPause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, 192_000);
        Check(longestFade, 1, nameof(longestFade));
        Check(longestPause, 2, nameof(longestPause));
        var format = new AudioFormat(sampleRate, 1);
        fade = format.SamplesIn(longestFade);
        shortestFade = Math.Min(fade, format.SamplesIn(TimeSpan.FromMilliseconds(20)));
        kept = (fade + format.SamplesIn(longestPause)) / 2;
        window = format.SamplesIn(TimeSpan.FromMilliseconds(5));
    }

    /// <summary>Samples held back for the next joint: the longest fade, or the quiet at the end where that is longer.</summary>
    public int Held => heldSamples;

    /// <summary>Takes the next part.</summary>
    /// <param name="part">Samples of a whole part, of any number.</param>
    /// <returns>What can be played now, maybe nothing; to be copied before the next call.</returns>
    public Memory<float> Join(ReadOnlySpan<float> part)
    {
        var before = heldSamples;
        var overlap = 0;
        if (heldSamples > 0 && !part.IsEmpty)
        {
            var quiet = QuietAtStart(part);
            part = part[Math.Max(0, quiet - kept)..];
            before -= Math.Max(0, heldQuiet - kept);
            var both = Math.Min(Math.Min(quiet, heldQuiet), kept);
            overlap = Math.Min(Math.Clamp(both, shortestFade, fade), Math.Min(before, part.Length));
        }

        var total = before + part.Length - overlap;
        joined = joined.Length < total ? new float[total] : joined;
        held.AsSpan(0, before - overlap).CopyTo(joined);
        Mix(held.AsSpan(before - overlap, overlap), part[..overlap], joined.AsSpan(before - overlap));
        part[overlap..].CopyTo(joined.AsSpan(before));
        return Hold(total);
    }

    /// <summary>No part follows.</summary>
    /// <returns>What was held back.</returns>
    public Memory<float> End()
    {
        var rest = held.AsMemory(0, heldSamples);
        (heldSamples, heldQuiet) = (0, 0);
        return rest;
    }

    /// <summary>The text breaks off here: what was begun is faded out.</summary>
    /// <returns>At most the longest fade of what was held back; nothing when there was none.</returns>
    public Memory<float> Break()
    {
        var rest = End();
        rest = rest[..Math.Min(rest.Length, Math.Max(fade, window))];
        for (var i = 0; i < rest.Length; i++)
        {
            rest.Span[i] *= MathF.Cos((i + 0.5f) / rest.Length * (MathF.PI / 2));
        }

        return rest;
    }

    private Memory<float> Hold(int total)
    {
        heldQuiet = QuietAtEnd(joined.AsSpan(0, total));
        heldSamples = Math.Min(total, Math.Max(fade, heldQuiet));
        held = held.Length < heldSamples ? new float[heldSamples] : held;
        joined.AsSpan(total - heldSamples, heldSamples).CopyTo(held);
        return joined.AsMemory(0, total - heldSamples);
    }

    private static void Mix(ReadOnlySpan<float> falling, ReadOnlySpan<float> rising, Span<float> mixed)
    {
        for (var i = 0; i < falling.Length; i++)
        {
            var (sine, cosine) = MathF.SinCos((i + 0.5f) / falling.Length * (MathF.PI / 2));
            mixed[i] = (falling[i] * cosine) + (rising[i] * sine);
        }
    }

    private int QuietAtStart(ReadOnlySpan<float> samples)
    {
        var threshold = Threshold(samples);
        var quiet = 0;
        while (quiet < samples.Length && Rms(samples.Slice(quiet, Math.Min(window, samples.Length - quiet))) < threshold)
        {
            quiet += Math.Min(window, samples.Length - quiet);
        }

        return quiet;
    }

    private int QuietAtEnd(ReadOnlySpan<float> samples)
    {
        var threshold = Threshold(samples);
        var end = samples.Length;
        while (end > 0 && Rms(samples[Math.Max(0, end - window)..end]) < threshold)
        {
            end = Math.Max(0, end - window);
        }

        return samples.Length - end;
    }

    private float Threshold(ReadOnlySpan<float> samples)
    {
        var loudest = 0f;
        for (var at = 0; at < samples.Length; at += window)
        {
            loudest = Math.Max(loudest, Rms(samples.Slice(at, Math.Min(window, samples.Length - at))));
        }

        return Math.Max(Silence, loudest * QuietRatio);
    }

    private static float Rms(ReadOnlySpan<float> samples) =>
        samples.IsEmpty ? 0 : MathF.Sqrt(TensorPrimitives.SumOfSquares(samples) / samples.Length);

    private static void Check(TimeSpan value, double mostSeconds, string name)
    {
        if (value < TimeSpan.Zero || value.TotalSeconds > mostSeconds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be 0 to {mostSeconds} s.");
        }
    }
}
