using Spectre.Console;
using Spectre.Console.Rendering;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Turns lines into what Spectre.Console draws. Text is text: no markup is parsed.</summary>
internal static class ScreenWriter
{
    /// <summary>All lines as one renderable.</summary>
    public static IRenderable Render(IEnumerable<ScreenLine> lines) => new Rows(lines.Select(Render));

    /// <summary>One line.</summary>
    public static Text Render(ScreenLine line) => new(line.Text, StyleOf(line.Tone)) { Overflow = Overflow.Crop };

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Heading => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Yellow),
        Tone.Alarm => new Style(Color.Red, decoration: Decoration.Bold),
        Tone.Faint => new Style(Color.Grey),
        _ => Style.Plain,
    };
}
