using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

/// <summary>Section <c>Filters:Cooldown</c>.</summary>
internal sealed class CooldownOptions
{
    /// <summary>Seconds between two spoken messages of one viewer. Default 0: none.</summary>
    [Range(0, 86_400)]
    public int ViewerSeconds { get; set; }

    /// <summary>Seconds between two spoken messages of anybody. Default 0: none.</summary>
    [Range(0, 3600)]
    public int GlobalSeconds { get; set; }

    /// <summary>Whether paid messages need not wait. Default yes.</summary>
    public bool PaidExempt { get; set; } = true;

    /// <summary>Whether moderators and the broadcaster need not wait. Default yes.</summary>
    public bool ModeratorsExempt { get; set; } = true;
}
