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

/// <summary>One replacement.</summary>
public sealed class ReplacementOptions
{
    /// <summary>What is replaced, compared without case.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>What is said in its place; with <see cref="Regex"/> <c>$1</c> is a group.</summary>
    public string Replacement { get; set; } = "";

    /// <summary>Whether the pattern is a regular expression (linear time: no look-around, no back-references). Default no.</summary>
    public bool Regex { get; set; }

    /// <summary>Whether only whole words are replaced. Default yes.</summary>
    public bool WholeWord { get; set; } = true;

    /// <summary>Lower ones first; equal ones as they stand. Default 0.</summary>
    public int Order { get; set; }

    /// <summary>Whether it is used. Default yes.</summary>
    public bool Enabled { get; set; } = true;
}
