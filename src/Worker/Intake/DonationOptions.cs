using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Intake;

/// <summary>Money from outside.</summary>
internal sealed class DonationOptions : KindSettings
{
    /// <summary>Smallest amount for each ISO 4217 currency, in its main unit, for example <c>"USD": 3</c>.</summary>
    public Dictionary<string, decimal> MinimumAmounts { get; set; } = [];

    /// <summary>Smallest amount in every other currency. Default 0.</summary>
    [Range(0.0, 1_000_000_000.0)]
    public decimal MinimumAmount { get; set; }
}
