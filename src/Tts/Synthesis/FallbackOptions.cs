using System.ComponentModel.DataAnnotations;

namespace IShowTts.Tts.Synthesis;

/// <summary>When an engine that fails again and again is kept out for a while.</summary>
public sealed class FallbackOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Tts:Fallback";

    /// <summary>An engine that was asked at least this often within <see cref="WindowSeconds"/>, and failed half of the times or more, is kept out; 2 to 100. Default 3.</summary>
    [Range(2, 100)]
    public int Attempts { get; set; } = 3;

    /// <summary>How far back attempts count, seconds, 1 to 3,600. Default 120.</summary>
    [Range(1, 3_600)]
    public int WindowSeconds { get; set; } = 120;

    /// <summary>How long it is kept out before it is tried with one text again, seconds, 1 to 3,600. Default 60.</summary>
    [Range(1, 3_600)]
    public int BreakSeconds { get; set; } = 60;
}
