using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

/// <summary>Section <c>Filters:Emoji</c>.</summary>
internal sealed class EmojiOptions
{
    /// <summary>Most emoji that are kept; the others are taken out. Default 0.</summary>
    [Range(0, 500)]
    public int MaxEmoji { get; set; }

    /// <summary>Whether kept emoji are said by name (list <c>emojiNames</c>). Default no: the engine gets the character.</summary>
    public bool SayNames { get; set; }
}
