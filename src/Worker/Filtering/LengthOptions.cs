using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

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
    /// <summary>Most characters of a message, after cleaning. Default 300.</summary>
    [Range(1, 10_000)]
    public int MaxCharacters { get; set; } = 300;

    /// <summary>What becomes of a longer one. Default: cut.</summary>
    public LengthAction Action { get; set; } = LengthAction.Cut;

    /// <summary>Most characters that are said in all, name and numbers in words included; always cut. Default 600.</summary>
    [Range(20, 20_000)]
    public int MaxSpokenCharacters { get; set; } = 600;
}
