using System.Text.Encodings.Web;
using System.Text.Json;
using IShowTts.Tts.Files;

namespace IShowTts.Tts.Voices;

/// <summary>The voices file of uploaded voices: <c>voices.json</c> beside their clips. Written by the worker, one writer at a time.</summary>
internal static class UploadedVoiceFile
{
    private const string Name = "voices.json";

    private static readonly VoiceFileJsonContext Written = new(new JsonSerializerOptions(VoiceFileJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Where it lies.</summary>
    /// <param name="folder">Folder of uploaded voices; empty for none.</param>
    /// <returns>Full path; empty for none.</returns>
    public static string PathIn(string folder) => folder.Length == 0 ? "" : Path.Combine(Path.GetFullPath(folder), Name);

    /// <summary>Reads it.</summary>
    /// <param name="folder">Folder of uploaded voices; empty for none.</param>
    /// <returns>The voices that can be used, and what is wrong with the others.</returns>
    public static (IReadOnlyList<Voice> Voices, IReadOnlyList<string> Errors) Read(string folder)
    {
        var path = PathIn(folder);
        if (path.Length == 0 || !File.Exists(path))
        {
            return ([], []);
        }

        var (voices, errors) = VoiceFile.Read(path);
        return ([.. voices.Where(voice => voice.Reference is not null).Select(voice => voice with { IsUploaded = true })], errors);
    }

    /// <summary>Reads the entries to change them, those that cannot be used too.</summary>
    /// <param name="folder">Folder of uploaded voices.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message names it and the cure.</exception>
    public static List<VoiceFileEntry> ReadEntries(string folder)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using var stream = File.OpenRead(path);
            return stream.Length <= VoiceFile.LargestFile && JsonSerializer.Deserialize(stream, VoiceFileJsonContext.Default.VoiceFileContent)?.Voices is { } voices
                ? [.. voices.OfType<VoiceFileEntry>()]
                : throw new JsonException("there is no list \"voices\", or it is larger than 1 MiB.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is damaged: {exception.Message} Mend it, or move it away to start without uploaded voices.", exception);
        }
    }

    /// <summary>Writes the entries in one step.</summary>
    /// <param name="folder">Folder of uploaded voices; it exists.</param>
    /// <param name="entries">All of them.</param>
    /// <returns>False, and nothing was written, when the file would be too large.</returns>
    public static bool TryWrite(string folder, List<VoiceFileEntry> entries)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new VoiceFileContent { Voices = [.. entries] }, Written.VoiceFileContent);
        if (content.Length > VoiceFile.LargestFile)
        {
            return false;
        }

        PrivateFile.Replace(PathIn(folder), content);
        return true;
    }
}
