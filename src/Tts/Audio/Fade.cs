namespace IShowTts.Tts.Audio;

/// <summary>Turns a running signal up or down along half a cosine, over as many chunks as it takes. Not thread safe.</summary>
public sealed class Fade
{
    private readonly AudioFormat format;
    private readonly int length;
    private readonly bool rising;
    private int done;

    private Fade(AudioFormat format, TimeSpan duration, bool rising)
    {
        this.format = format;
        this.rising = rising;
        length = format.SamplesIn(duration) / format.Channels;
    }

    /// <summary>The fade is over: all that follows is full (in) or silent (out).</summary>
    public bool IsDone => done >= length;

    /// <summary>From silence to full.</summary>
    /// <param name="format">Of the samples to come.</param>
    /// <param name="duration">Zero or more.</param>
    public static Fade In(AudioFormat format, TimeSpan duration) => new(format, duration, rising: true);

    /// <summary>From full to silence; what follows stays silent.</summary>
    /// <param name="format">Of the samples to come.</param>
    /// <param name="duration">Zero or more.</param>
    public static Fade Out(AudioFormat format, TimeSpan duration) => new(format, duration, rising: false);

    /// <summary>Fades the next samples of the signal.</summary>
    /// <param name="samples">Whole sample frames, interleaved; changed in place.</param>
    public void Apply(Span<float> samples)
    {
        var channels = format.Channels;
        for (; done < length && !samples.IsEmpty; done++, samples = samples[channels..])
        {
            var gain = 0.5 - (0.5 * Math.Cos(Math.PI * (done + 0.5) / length));
            gain = rising ? gain : 1 - gain;
            for (var channel = 0; channel < channels; channel++)
            {
                samples[channel] *= (float)gain;
            }
        }

        if (!rising)
        {
            samples.Clear();
        }
    }
}
