using System.ComponentModel.DataAnnotations;

namespace IShowTts.Tts.Synthesis;

/// <summary>How loud all voices are.</summary>
public sealed class LoudnessOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Loudness";

    /// <summary>Loudness every voice is brought to, LUFS (BS.1770, one channel), −30 to −12. Default −18.</summary>
    [Range(-30.0, -12.0)]
    public double TargetLufs { get; set; } = -18;

    /// <summary>No peak is higher than this, also between samples; dBTP, −9 to −0.5. Default −1.</summary>
    [Range(-9.0, -0.5)]
    public double TruePeakDbtp { get; set; } = -1;

    /// <summary>Most a quiet voice is turned up, dB, 0 to 40. Default 24.</summary>
    [Range(0.0, 40.0)]
    public double MaxGainDb { get; set; } = 24;

    /// <summary>
    /// A voice is measured once, before it first speaks; longer than this it is not waited for: it then speaks unchanged
    /// and is measured at its next text. Seconds, 0.1 to 60. Default 5.
    /// </summary>
    [Range(0.1, 60.0)]
    public double CalibrationSeconds { get; set; } = 5;

    /// <summary>File in which measured gains outlive the process. Empty, the default: kept in memory only.</summary>
    public string CacheFile { get; set; } = "";

    /// <summary>Silence at both ends of a text that is longer than this is cut to it, milliseconds, 0 to 2,000; 2,000 cuts nothing in practice. Default 80.</summary>
    [Range(0, 2_000)]
    public int SilenceMilliseconds { get; set; } = 80;
}
