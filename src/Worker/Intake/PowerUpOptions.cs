using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Intake;

/// <summary>Power-ups.</summary>
internal sealed class PowerUpOptions : KindSettings
{
    /// <summary>Fewest bits, where the platform tells them. Default 0.</summary>
    [Range(0, 1_000_000)]
    public int MinimumBits { get; set; }
}
