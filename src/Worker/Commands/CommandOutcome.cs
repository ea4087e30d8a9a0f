namespace IShowTts.Worker.Commands;

/// <summary>What came of a chat message that may have been a command.</summary>
/// <param name="Handled">It was a command, so it is not spoken.</param>
/// <param name="Reply">The answer, one plain line of at most 450 characters; null for none.</param>
/// <param name="Action">The command that was meant; null when it was none, or an unknown one.</param>
internal sealed record CommandOutcome(bool Handled, string? Reply, string? Action)
{
    /// <summary>The reply is only for one who alone sees it; chat hears nothing.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>A refusal that chat is not told.</summary>
    /// <param name="reply">Why, for Discord.</param>
    /// <param name="action">The command that was meant.</param>
    public static CommandOutcome Quiet(string reply, string? action) => new(true, reply, action) { IsQuiet = true };

    /// <summary>It was no command.</summary>
    public static CommandOutcome NotACommand { get; } = new(false, null, null);

    /// <summary>A command without an answer: the viewer must wait, or is on the ignore list.</summary>
    public static CommandOutcome Silent { get; } = new(true, null, null);
}
