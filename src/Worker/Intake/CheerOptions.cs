using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Intake;

/// <summary>What becomes of a cheer below the minimum.</summary>
internal enum BelowMinimumPolicy
{
    /// <summary>It is not spoken, reason <c>below-minimum</c>.</summary>
    Reject,

    /// <summary>It is treated like plain chat.</summary>
    AsChat,
}

/// <summary>Bits.</summary>
internal sealed class CheerOptions : KindSettings
{
    /// <summary>Fewest bits. Default 1.</summary>
    [Range(1, 1_000_000)]
    public int MinimumBits { get; set; } = 1;

    /// <summary>What becomes of a cheer with fewer. Default: rejected.</summary>
    public BelowMinimumPolicy BelowMinimum { get; set; } = BelowMinimumPolicy.Reject;
}
