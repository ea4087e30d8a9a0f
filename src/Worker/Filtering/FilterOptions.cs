using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

/// <summary>Section <c>Filters</c>: what is taken out of messages, and which are not spoken.</summary>
internal sealed class FilterOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Filters";

    /// <summary>File with the word lists; a relative path is looked for in the working directory, then beside the executable.</summary>
    [Required]
    public string ListsFile { get; set; } = "config/filters.json";

    /// <summary>Emotes and cheermotes.</summary>
    public EmoteOptions Emotes { get; set; } = new();

    /// <summary>Links.</summary>
    public LinkOptions Links { get; set; } = new();

    /// <summary>Emoji.</summary>
    public EmojiOptions Emoji { get; set; } = new();

    /// <summary>Scripts.</summary>
    public ScriptOptions Scripts { get; set; } = new();

    /// <summary>Blocked words.</summary>
    public BlockedWordOptions BlockedWords { get; set; } = new();

    /// <summary>Repeated letters and words.</summary>
    public RepetitionOptions Repetition { get; set; } = new();

    /// <summary>Length.</summary>
    public LengthOptions Length { get; set; } = new();

    /// <summary>The same message again.</summary>
    public DuplicateOptions Duplicates { get; set; } = new();

    /// <summary>Waits between messages.</summary>
    public CooldownOptions Cooldown { get; set; } = new();
}
