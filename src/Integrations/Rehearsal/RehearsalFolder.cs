using System.Runtime.CompilerServices;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Reads a folder of raw EventSub messages: each <c>*.json</c> is one message.</summary>
internal static class RehearsalFolder
{
    private const string Pattern = "*.json";

    /// <summary>Reads the files in the order of their names, capital letters first. One that cannot be read gives its reason.</summary>
    /// <param name="path">The folder; those inside it are not looked at.</param>
    /// <param name="options">How messages without a time are timed.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be read.</exception>
    public static async IAsyncEnumerable<RehearsalLine> ReadAsync(
        string path, RehearsalOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var decoder = new RehearsalLineDecoder(TimeSpan.FromSeconds(options.UntimedGapSeconds));
        foreach (var file in Directory.GetFiles(path, Pattern).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            var (text, problem) = await ReadAsync(file, cancellationToken);
            yield return problem is null
                ? decoder.Decode(1, text, name)
                : new RehearsalLine(1, "", TimeSpan.Zero, Events.DecodeResult.Malformed(problem)) { File = name };
        }
    }

    private static async Task<(string? Text, string? Problem)> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            // At most four bytes are one character.
            if (new FileInfo(file).Length > 4L * RehearsalReader.MaxLineLength) return (null, TooLong);

            var text = await File.ReadAllTextAsync(file, cancellationToken);
            if (text.Length > RehearsalReader.MaxLineLength) return (null, TooLong);
            return text.AsSpan().TrimStart() is ['{', ..] ? (text, null) : (null, "the file is no JSON object; it must hold one EventSub message");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"the file cannot be read: {exception.Message}");
        }
    }

    private static string TooLong => $"the file is longer than {RehearsalReader.MaxLineLength} characters";
}
