using System.Text;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>
/// Whether audio can be the speech of its text. An engine that speaks much too slowly makes more audio in the same time and so looks fast;
/// a real-time factor of such audio means nothing and is not told.
/// </summary>
internal static class SpeechRateRule
{
    /// <summary>Fewest characters per second of audio: half of calm reading.</summary>
    public const double Slowest = 5;

    /// <summary>Most characters per second of audio: twice a hurried reading.</summary>
    public const double Fastest = 30;

    // A Han, Kana or Hangul character stands for a syllable or more; others for a sound.
    private const int SyllableWeight = 3;

    /// <summary>Length of a text in characters as they are spoken: code points, syllable scripts threefold.</summary>
    public static int Characters(string text) => text.EnumerateRunes().Sum(rune => IsSyllable(rune) ? SyllableWeight : 1);

    /// <summary>Judges audio.</summary>
    /// <param name="charactersPerSecond">Of the whole audio, silence included.</param>
    /// <returns>Null when it is plausible; else why not, one sentence.</returns>
    public static string? Judge(double charactersPerSecond) => charactersPerSecond is >= Slowest and <= Fastest
        ? null
        : FormattableString.Invariant(
            $"{charactersPerSecond:0.0} characters per second of audio is no speech ({Slowest:0} to {Fastest:0} is): an RTF of it would mislead. Check the voice's transcript and speed.");

    private static bool IsSyllable(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0x20000 and <= 0x323AF);
}
