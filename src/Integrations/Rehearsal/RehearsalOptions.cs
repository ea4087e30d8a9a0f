using System.ComponentModel.DataAnnotations;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Which recorded stream is played, and how.</summary>
public sealed class RehearsalOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Rehearsal";

    /// <summary>The file to play, or a folder of EventSub messages (docs/rehearsal.md); empty plays none. Default empty.</summary>
    public string File { get; set; } = "";

    /// <summary>How many times faster than it was: 1 is true pace, 2 twice as fast, 0 without waiting. Default 1.</summary>
    [Range(0, 1000)]
    public double Speed { get; set; } = 1;

    /// <summary>Longest wait between two lines, in seconds before <see cref="Speed"/> is applied. Default 30.</summary>
    [Range(0, 86_400)]
    public double MaxGapSeconds { get; set; } = 30;

    /// <summary>Wait before a line that tells no time, in seconds before <see cref="Speed"/> is applied. Default 1.</summary>
    [Range(0, 3600)]
    public double UntimedGapSeconds { get; set; } = 1;

    /// <summary>
    /// Keep the ids of the file. False (the default) makes them new for each run, so that a second run is not taken for repeats of the first.
    /// </summary>
    public bool KeepIds { get; set; }
}
