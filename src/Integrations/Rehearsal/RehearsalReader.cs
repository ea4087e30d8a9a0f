using System.Runtime.CompilerServices;
using System.Text;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Reads rehearsal files (docs/rehearsal.md). A line that cannot be read gives its reason; nothing a file says makes it throw.</summary>
public static class RehearsalReader
{
    /// <summary>Longest line in characters; a longer one is malformed.</summary>
    public const int MaxLineLength = 256 * 1024;

    /// <summary>Reads a file line by line, or a folder file by file. Blank lines and lines that begin with <c>#</c> are left out.</summary>
    /// <param name="path">The file, UTF-8; or a folder, of which each <c>*.json</c> is one EventSub message, read in the order of their names.</param>
    /// <param name="options">How lines without a time are timed.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static async IAsyncEnumerable<RehearsalLine> ReadAsync(
        string path, RehearsalOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            await foreach (var message in RehearsalFolder.ReadAsync(path, options, cancellationToken)) yield return message;
            yield break;
        }

        using var file = new StreamReader(path, Encoding.UTF8);
        await foreach (var line in ReadAsync(file, options, cancellationToken)) yield return line;
    }

    /// <summary>Reads lines. Blank ones and those that begin with <c>#</c> are left out.</summary>
    /// <param name="text">The lines; stays open.</param>
    /// <param name="options">How lines without a time are timed.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public static async IAsyncEnumerable<RehearsalLine> ReadAsync(
        TextReader text, RehearsalOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new BoundedLineReader(text, MaxLineLength);
        var decoder = new RehearsalLineDecoder(TimeSpan.FromSeconds(options.UntimedGapSeconds));
        var first = await NextAsync(lines, cancellationToken);
        if (first is { } line && RehearsalDocument.MayBegin(line.Text))
        {
            var (document, rest) = await RehearsalDocument.ReadAsync(line, lines, cancellationToken);
            if (document is not null)
            {
                yield return decoder.Decode(line.Number, document);
                yield break;
            }

            foreach (var (number, raw) in rest)
                if (IsContent(raw)) yield return decoder.Decode(number, raw);
            first = await NextAsync(lines, cancellationToken);
        }

        for (; first is { } next; first = await NextAsync(lines, cancellationToken)) yield return decoder.Decode(next.Number, next.Text);
    }

    private static bool IsContent(string? raw) => raw is null || raw.AsSpan().TrimStart() is not ([] or ['#', ..]);

    private static async ValueTask<(int Number, string? Text)?> NextAsync(BoundedLineReader lines, CancellationToken cancellationToken)
    {
        while (await lines.MoveNextAsync(cancellationToken))
            if (IsContent(lines.Current)) return (lines.Number, lines.Current);
        return null;
    }
}
