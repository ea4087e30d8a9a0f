namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>What is heard now.</summary>
/// <param name="Who">Viewer and what it is, clean.</param>
/// <param name="Text">What is said, clean.</param>
/// <param name="Heard">How much of it was heard.</param>
/// <param name="Total">Its whole length; null while it is still synthesized.</param>
internal sealed record NowSpeaking(string Who, string Text, TimeSpan Heard, TimeSpan? Total);
