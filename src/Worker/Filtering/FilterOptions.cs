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

/// <summary>Section <c>Filters:Emotes</c>.</summary>
internal sealed class EmoteOptions
{
    /// <summary>Most emotes that are read as words. Default 0: all are taken out.</summary>
    [Range(0, 500)]
    public int MaxEmotes { get; set; }

    /// <summary>Most cheermotes (<c>Cheer100</c>) that are read. Default 0.</summary>
    [Range(0, 500)]
    public int MaxCheermotes { get; set; }

    /// <summary>A message with more emotes than this is not spoken, reason <c>emotes</c>. Default 0: no such limit.</summary>
    [Range(0, 500)]
    public int RejectAbove { get; set; }
}

/// <summary>What becomes of a link.</summary>
internal enum LinkAction
{
    /// <summary>A word is said in its place.</summary>
    Say,

    /// <summary>Taken out.</summary>
    Strip,

    /// <summary>The message is not spoken, reason <c>link</c>.</summary>
    Reject,

    /// <summary>Read like other text.</summary>
    Keep,
}

/// <summary>Section <c>Filters:Links</c>.</summary>
internal sealed class LinkOptions
{
    /// <summary>What becomes of a link. Default: the word is said.</summary>
    public LinkAction Action { get; set; } = LinkAction.Say;

    /// <summary>Said in its place. Default <c>link</c>.</summary>
    [Required]
    public string Word { get; set; } = "link";
}

/// <summary>Section <c>Filters:Emoji</c>.</summary>
internal sealed class EmojiOptions
{
    /// <summary>Most emoji that are kept; the others are taken out. Default 0.</summary>
    [Range(0, 500)]
    public int MaxEmoji { get; set; }

    /// <summary>Whether kept emoji are said by name (list <c>emojiNames</c>). Default no: the engine gets the character.</summary>
    public bool SayNames { get; set; }
}

/// <summary>Section <c>Filters:Scripts</c>.</summary>
internal sealed class ScriptOptions
{
    /// <summary>Scripts the voices can read, for example <c>Latin</c>; a message written mostly in others is not spoken. Empty: all.</summary>
    public List<string> Readable { get; set; } = [];
}

/// <summary>What becomes of a message with a blocked word.</summary>
internal enum BlockedWordAction
{
    /// <summary>Not spoken, reason <c>blocked-word</c>.</summary>
    Reject,

    /// <summary>It waits for a person's approval.</summary>
    Hold,
}

/// <summary>Section <c>Filters:BlockedWords</c>.</summary>
internal sealed class BlockedWordOptions
{
    /// <summary>Whether words are blocked. Default yes.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether the list <c>blockedWords</c> of the file is used. Default yes.</summary>
    public bool UseList { get; set; } = true;

    /// <summary>More words: <c>word</c>, <c>word*</c>, <c>*word*</c>, <c>w*d</c>, <c>two words</c>, <c>regex:…</c>.</summary>
    public List<string> Words { get; set; } = [];

    /// <summary>More words in which a blocked one may stand.</summary>
    public List<string> Allowed { get; set; } = [];

    /// <summary>What becomes of unpaid messages. Default: rejected.</summary>
    public BlockedWordAction Action { get; set; } = BlockedWordAction.Reject;

    /// <summary>What becomes of paid messages. Default: rejected.</summary>
    public BlockedWordAction PaidAction { get; set; } = BlockedWordAction.Reject;
}

/// <summary>Section <c>Filters:Repetition</c>.</summary>
internal sealed class RepetitionOptions
{
    /// <summary>Most times one letter or sign stands in a row. Default 3.</summary>
    [Range(1, 100)]
    public int MaxLetters { get; set; } = 3;

    /// <summary>Most times a word, or a group of up to four words, stands in a row. Default 3.</summary>
    [Range(1, 100)]
    public int MaxWords { get; set; } = 3;

    /// <summary>A message of which more than this many percent are repetition is not spoken, reason <c>repetition</c>. Default 0: no such limit.</summary>
    [Range(0, 99)]
    public int RejectAbovePercent { get; set; }
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
    /// <summary>Most characters of a message, after cleaning. Default 300.</summary>
    [Range(1, 10_000)]
    public int MaxCharacters { get; set; } = 300;

    /// <summary>What becomes of a longer one. Default: cut.</summary>
    public LengthAction Action { get; set; } = LengthAction.Cut;

    /// <summary>Most characters that are said in all, name and numbers in words included; always cut. Default 600.</summary>
    [Range(20, 20_000)]
    public int MaxSpokenCharacters { get; set; } = 600;
}

/// <summary>What becomes of a repeated message.</summary>
internal enum DuplicateAction
{
    /// <summary>While the first still waits it becomes "… times N"; afterwards it is rejected.</summary>
    Merge,

    /// <summary>Not spoken, reason <c>repeated-message</c>.</summary>
    Reject,

    /// <summary>Spoken.</summary>
    Allow,
}

/// <summary>Section <c>Filters:Duplicates</c>.</summary>
internal sealed class DuplicateOptions
{
    /// <summary>What becomes of the same chat message by anybody. Default: merged.</summary>
    public DuplicateAction Action { get; set; } = DuplicateAction.Merge;

    /// <summary>For how many seconds after the last one it is the same. Default 30.</summary>
    [Range(0, 3600)]
    public int WindowSeconds { get; set; } = 30;
}

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
