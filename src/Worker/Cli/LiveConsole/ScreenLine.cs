namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>One line of the view. Its text is never read as markup.</summary>
/// <param name="Text">Clean text that fits the width.</param>
/// <param name="Tone">How it looks.</param>
internal readonly record struct ScreenLine(string Text, Tone Tone);
