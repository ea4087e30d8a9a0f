using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Intake;

/// <summary>One sentence of several to choose from.</summary>
internal sealed class TemplateOptions
{
    /// <summary>Words with variables such as <c>%name%</c>.</summary>
    public string Text { get; set; } = "";

    /// <summary>How often it is chosen, next to the others. Default 1; 0 switches it off.</summary>
    [Range(0, 1000)]
    public double Weight { get; set; } = 1;
}

/// <summary>What every kind of event has.</summary>
internal class KindOptions
{
    /// <summary>Whether this kind is spoken at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The least role of the viewer. Default everyone.</summary>
    public ViewerRole MinimumRole { get; set; } = ViewerRole.Everyone;

    /// <summary>Whether each one waits for a person's approval. Default no.</summary>
    public bool NeedsApproval { get; set; }

    /// <summary>Sentences to choose from; empty for the built-in one.</summary>
    public List<TemplateOptions> Templates { get; set; } = [];
}

/// <summary>What becomes of a cheer below the minimum.</summary>
internal enum BelowMinimumPolicy
{
    /// <summary>It is not spoken, reason <c>below-minimum</c>.</summary>
    Reject,

    /// <summary>It is treated like plain chat.</summary>
    AsChat,
}

/// <summary>Bits.</summary>
internal sealed class CheerOptions : KindOptions
{
    /// <summary>Fewest bits. Default 1.</summary>
    [Range(1, 1_000_000)]
    public int MinimumBits { get; set; } = 1;

    /// <summary>What becomes of a cheer with fewer. Default: rejected.</summary>
    public BelowMinimumPolicy BelowMinimum { get; set; } = BelowMinimumPolicy.Reject;
}

/// <summary>Power-ups.</summary>
internal sealed class PowerUpOptions : KindOptions
{
    /// <summary>Fewest bits, where the platform tells them. Default 0.</summary>
    [Range(0, 1_000_000)]
    public int MinimumBits { get; set; }
}

/// <summary>Channel points.</summary>
internal sealed class RedemptionOptions : KindOptions
{
    /// <summary>Ids or titles of the rewards to read, compared without case; empty for every reward that comes with text.</summary>
    public List<string> Rewards { get; set; } = [];
}

/// <summary>Money from outside.</summary>
internal sealed class DonationOptions : KindOptions
{
    /// <summary>Smallest amount for each ISO 4217 currency, in its main unit, for example <c>"USD": 3</c>.</summary>
    public Dictionary<string, decimal> MinimumAmounts { get; set; } = [];

    /// <summary>Smallest amount in every other currency. Default 0.</summary>
    [Range(0.0, 1_000_000_000.0)]
    public decimal MinimumAmount { get; set; }
}

/// <summary>Gifted subscriptions.</summary>
internal sealed class GiftOptions : KindOptions
{
    /// <summary>Whether each gift of a bomb is read although the bomb was announced. Default no.</summary>
    public bool ReadPartsOfBombs { get; set; }
}

/// <summary>Raids.</summary>
internal sealed class RaidOptions : KindOptions
{
    /// <summary>Fewest viewers. Default 1.</summary>
    [Range(0, 10_000_000)]
    public int MinimumViewers { get; set; } = 1;
}

/// <summary>Everything else that the platform shows.</summary>
internal sealed class NoticeOptions : KindOptions
{
    /// <summary>Which notice kinds are read, for example <c>"watch-streak": true</c>. Kinds that are not listed follow <see cref="ReadOthers"/>.</summary>
    public Dictionary<string, bool> Kinds { get; set; } = [];

    /// <summary>Whether kinds that are not listed are read. Default no.</summary>
    public bool ReadOthers { get; set; }
}
