using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

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
