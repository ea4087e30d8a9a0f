namespace IShowTts.Worker.Cli.Bench;

/// <summary>A text that is spoken to be measured.</summary>
/// <param name="Class">What kind of text it is: <c>short</c>, <c>technical</c> …; results are told per class.</param>
/// <param name="Text">The text.</param>
internal sealed record BenchText(string Class, string Text);
