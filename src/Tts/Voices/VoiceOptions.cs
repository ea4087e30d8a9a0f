using System.ComponentModel.DataAnnotations;

namespace IShowTts.Tts.Voices;

/// <summary>Which voices there are, and which one speaks when nobody chose.</summary>
public sealed class VoiceOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Voices";

    /// <summary>Voice of whoever chose none: a name from <see cref="File"/>, or <c>engine:voice</c>. Default <c>en-us</c>.</summary>
    [Required]
    [StringLength(VoiceFile.LongestName)]
    public string Default { get; set; } = "en-us";

    /// <summary>
    /// File of named voices. A relative path is looked for below the current directory, then beside the executable.
    /// Empty: only the engines' own voices. Default <c>config/voices.json</c>.
    /// </summary>
    public string File { get; set; } = "config/voices.json";

    /// <summary>Folder of the voices that were uploaded: their clips, and a voices file of their own. Empty, the default: <c>voices</c> in the data directory.</summary>
    public string UploadsFolder { get; set; } = "";
}
