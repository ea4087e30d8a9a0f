namespace IShowTts.Tts.Text;

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
