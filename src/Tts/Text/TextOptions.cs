using System.ComponentModel.DataAnnotations;

namespace IShowTts.Tts.Text;

/// <summary>Section <c>Text</c>: how written words become spoken ones.</summary>
public sealed class TextOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Text";

    /// <summary>BCP 47 tag of the language of the rules. Default <c>en</c>; for others numbers, units and shorthand are left to the engine.</summary>
    [Required]
    public string Language { get; set; } = "en";

    /// <summary>Whether numbers, money, units, dates and times are written out. Default yes.</summary>
    public bool SpellNumbers { get; set; } = true;

    /// <summary>Whether chat shorthand (<c>brb</c>) is written out. Default yes.</summary>
    public bool SpellShorthand { get; set; } = true;

    /// <summary>Replacements, done first, in order.</summary>
    public IList<ReplacementOptions> Replacements { get; set; } = [];
}
