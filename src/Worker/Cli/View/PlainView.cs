using System.Globalization;
using Spectre.Console;

namespace IShowTts.Worker.Cli.View;

/// <summary>The view as plain lines, for pipes and logs.</summary>
internal static class PlainView
{
    private static readonly Lock Gate = new();

    /// <summary>Writes one line.</summary>
    public static void Write(IAnsiConsole console, ShowLine line)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{line.At:HH:mm:ss} {Mark(line.Kind)} {line.Text}\n");
        lock (Gate)
        {
            console.Profile.Out.Writer.Write(text);
            console.Profile.Out.Writer.Flush();
        }
    }

    /// <summary>The word before a line.</summary>
    public static string Mark(ShowLineKind kind) => kind switch
    {
        ShowLineKind.Speaking => "speaking ",
        ShowLineKind.Heard => "heard    ",
        ShowLineKind.NotHeard => "not heard",
        ShowLineKind.Ignored => "ignored  ",
        ShowLineKind.Warning => "warning  ",
        _ => "info     ",
    };
}
