using System.Globalization;
using System.Text.Json;
using IShowTts.Tts.Files;

namespace IShowTts.Worker.Commands;

/// <summary>Reads and writes the state file: written whole to a file beside it, then put in its place, so that a crash leaves the old or the new one.</summary>
internal static class StateFile
{
    /// <summary>A state file is never larger; what is, is damaged.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file; need not be there.</param>
    /// <param name="now">Names a damaged file that is kept aside.</param>
    /// <param name="problem">What was wrong, where the file is now and what to do; null when all is well.</param>
    /// <returns>What it holds; empty when it is not there or damaged.</returns>
    public static StateFileContent Read(string path, DateTimeOffset now, out string? problem)
    {
        problem = null;
        if (!File.Exists(path))
        {
            return StateFileContent.Empty;
        }

        try
        {
            return Parse(path);
        }
        catch (JsonException e)
        {
            var aside = $"{path}.damaged-{now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}";
            File.Move(path, aside, overwrite: false);
            problem = $"The state file {path} could not be understood ({e.Message}). It is kept as {aside}, and ignored viewers, nicknames, voices, "
                + "pause and mode start empty. Stop the worker, correct that file, and put it back.";
            return StateFileContent.Empty;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The state file {path} cannot be read ({e.Message}). Give this user access to it, or choose another folder with --data-dir.", e);
        }
    }

    private static StateFileContent Parse(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new JsonException($"it is larger than {MaxBytes} bytes");
        }

        using var stream = File.OpenRead(path);
        var content = JsonSerializer.Deserialize(stream, CommandJsonContext.Default.StateFileContent) ?? throw new JsonException("it holds nothing");
        return content.Version == StateFileContent.CurrentVersion && content.Viewers.All(IsSound)
            ? content
            : throw new JsonException($"its version {content.Version} is not known to this worker, or a viewer in it has no login");
    }

    /// <summary>Writes it.</summary>
    /// <exception cref="IOException">It cannot be written; the file before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, StateFileContent content) =>
        PrivateFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(content, CommandJsonContext.Default.StateFileContent));

    private static bool IsSound(ViewerEntry entry) => !string.IsNullOrWhiteSpace(entry.Login);
}
