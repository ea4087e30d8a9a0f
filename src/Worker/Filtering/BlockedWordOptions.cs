namespace IShowTts.Worker.Filtering;

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
