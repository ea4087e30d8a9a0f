using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

/// <summary>Section <c>Filters</c>: what is taken out of messages, and which are not spoken.</summary>
internal sealed class FilterOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Filters";

    /// <summary>Length.</summary>
    public LengthOptions Length { get; set; } = new();
}

/// <summary>What becomes of a long message.</summary>
internal enum LengthAction
{
    /// <summary>Cut at the last word that fits.</summary>
    Cut,

    /// <summary>Not spoken, reason <c>too-long</c>.</summary>
    Reject,
}

/// <summary>Section <c>Filters:Length</c>.</summary>
internal sealed class LengthOptions
{
    /// <summary>Most characters of a message. Default 300.</summary>
    [Range(1, 10_000)]
    public int MaxCharacters { get; set; } = 300;

    /// <summary>What becomes of a longer one. Default: cut.</summary>
    public LengthAction Action { get; set; } = LengthAction.Cut;
}
