namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>An answer to a chat command.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who asked, clean.</param>
/// <param name="Text">The answer, clean.</param>
internal sealed record AnswerEntry(DateTimeOffset At, string Who, string Text);
