using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Intake;

/// <summary>Raids.</summary>
internal sealed class RaidOptions : KindSettings
{
    /// <summary>Fewest viewers. Default 1.</summary>
    [Range(0, 10_000_000)]
    public int MinimumViewers { get; set; } = 1;
}
