using System.Text;
using System.Text.Json;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>A file that is one JSON document over many lines, as editors write it, counts as one line.</summary>
internal static class RehearsalDocument
{
    /// <summary>Whether a first line begins a document that goes on in the next.</summary>
    /// <param name="line">The first line with content.</param>
    public static bool MayBegin(string? line) => line is not null && line.AsSpan().TrimStart() is ['{', ..] && !IsComplete(line);

    /// <summary>Reads on to the end of the file.</summary>
    /// <param name="first">The line that begins it.</param>
    /// <param name="lines">What follows.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <returns>The document; or null and the lines that were read, which are then lines of their own.</returns>
    public static async ValueTask<(string? Document, List<(int Number, string? Text)> Lines)> ReadAsync(
        (int Number, string? Text) first, BoundedLineReader lines, CancellationToken cancellationToken)
    {
        List<(int Number, string? Text)> read = [first];
        var document = new StringBuilder(first.Text);
        while (document.Length <= RehearsalReader.MaxLineLength && await lines.MoveNextAsync(cancellationToken))
        {
            read.Add((lines.Number, lines.Current));
            document.Append('\n').Append(lines.Current);
        }

        var text = document.ToString();
        return (document.Length <= RehearsalReader.MaxLineLength && IsComplete(text) ? text : null, read);
    }

    private static bool IsComplete(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
