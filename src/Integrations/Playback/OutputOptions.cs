using System.ComponentModel.DataAnnotations;
using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.Playback;

/// <summary>Where the audio goes.</summary>
public sealed class OutputOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Outputs";

    /// <summary>What plays when nothing is configured: the virtual device.</summary>
    public const string DefaultSink = "device:ishowtts";

    /// <summary>
    /// Sinks: <c>device</c> or <c>device:NAME</c>, <c>wav:PATH</c>, <c>overlay</c> or <c>overlay:NAME</c>, <c>discord:NAME</c>, <c>null</c>. All hear the same; each at most once, eight at most.
    /// An empty list means <see cref="DefaultSink"/>.
    /// </summary>
    /// <remarks>Empty here because configuration adds to a list that is not.</remarks>
    [MaxLength(8)]
    public IList<string> Sinks { get; } = [];

    /// <summary>Gain of each sink in decibels, in the order of <see cref="Sinks"/>, −60 to 12; what is missing is 0. What gets louder than full scale is clipped.</summary>
    [MaxLength(8)]
    public IList<double> GainsDb { get; } = [];

    /// <summary>Samples of WAV files.</summary>
    [EnumDataType(typeof(WavSampleFormat))]
    public WavSampleFormat WavFormat { get; set; } = WavSampleFormat.Pcm16;

    /// <summary>Longest silence that a WAV file keeps between two utterances, in seconds. 0 joins them.</summary>
    [Range(0.0, 3600.0)]
    public double WavMaxGapSeconds { get; set; } = 1;

    /// <summary><see cref="Sinks"/>, or the default when none is given.</summary>
    internal IReadOnlyList<string> EffectiveSinks => Sinks.Count > 0 ? [.. Sinks] : [DefaultSink];
}
