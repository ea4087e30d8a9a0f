using System.ComponentModel.DataAnnotations;

namespace IShowTts.Tts.Espeak;

/// <summary>How eSpeak NG is found and how it speaks.</summary>
public sealed class EspeakOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Espeak";

    /// <summary>Folder <c>espeak-ng-data</c>, or the folder that holds it. Empty, the default: looked for in the usual places.</summary>
    public string DataPath { get; set; } = "";

    /// <summary>Speaking rate of a voice whose speed is 1, in words per minute, 80 to 449. Default 175.</summary>
    [Range(80, 449)]
    public int WordsPerMinute { get; set; } = 175;

    /// <summary>A longer text is cut at a character boundary. Characters (UTF-16 units), 1 to 10,000. Default 2,000.</summary>
    [Range(1, 10_000)]
    public int MaxCharacters { get; set; } = 2_000;
}
