namespace IShowTts.Tts.Voices;

/// <summary>The keys of an entry that make a cloned voice (engine <c>f5</c>): required there, errors elsewhere.</summary>
internal static class ReferenceEntry
{
    /// <summary>The engine whose voices are cloned from a clip.</summary>
    public const string Engine = "f5";

    /// <summary>Longest transcript, characters.</summary>
    public const int LongestTranscript = 2_000;

    /// <summary>Longest consent, characters.</summary>
    public const int LongestNote = 500;

    private const int LongestPath = 1_000;
    private const long LargestClip = 64 << 20;

    /// <summary>Whether an entry is a cloned voice.</summary>
    public static bool IsClone(VoiceFileEntry entry) => Engine.Equals(entry.Engine, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with these keys, each with its cure.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="folder">Folder of the voices file: relative paths start there.</param>
    public static IEnumerable<string> Problems(VoiceFileEntry entry, string folder) =>
        IsClone(entry) ? OfClone(entry, folder) : OfOther(entry);

    /// <summary>What the voice is made from; null for other engines.</summary>
    /// <param name="entry">An entry without problems.</param>
    /// <param name="folder">Folder of the voices file.</param>
    public static VoiceReference? Build(VoiceFileEntry entry, string folder) => !IsClone(entry)
        ? null
        : new VoiceReference(Path.GetFullPath(entry.Clip!, folder), entry.Transcript!.Trim(), entry.Consent!.Trim())
        {
            Licence = entry.Licence?.Trim() ?? "",
            Model = entry.Model?.Trim() ?? "",
            Seed = entry.Seed,
            UploadedAt = entry.UploadedAt,
            UploadedBy = entry.UploadedBy ?? "",
        };

    private static IEnumerable<string> OfOther(VoiceFileEntry entry)
    {
        (string Key, object? Value)[] keys =
        [
            ("clip", entry.Clip), ("transcript", entry.Transcript), ("consent", entry.Consent), ("licence", entry.Licence), ("model", entry.Model), ("seed", entry.Seed),
        ];
        foreach (var (key, value) in keys)
        {
            if (value is not null)
            {
                yield return $"\"{key}\" is for cloned voices only. Write \"engine\": \"{Engine}\", or remove it.";
            }
        }
    }

    private static IEnumerable<string> OfClone(VoiceFileEntry entry, string folder)
    {
        if (ClipProblem(entry.Clip, folder) is { } clip)
        {
            yield return clip;
        }

        if (string.IsNullOrWhiteSpace(entry.Transcript) || entry.Transcript.Length > LongestTranscript)
        {
            yield return $"\"transcript\" must be what is said in the clip, word for word, up to {LongestTranscript} characters.";
        }

        if (entry.Consent?.Trim() is not { Length: >= 3 and <= LongestNote })
        {
            yield return $"\"consent\" must say whose voice it is and how they agreed to its use (3 to {LongestNote} characters), for example \"my own voice\".";
        }

        if (entry.Licence is { Length: > LongestNote })
        {
            yield return $"\"licence\" is longer than {LongestNote} characters.";
        }

        if (entry.Model is { } model && (string.IsNullOrWhiteSpace(model) || model.Length > LongestPath || model.Any(char.IsControl)))
        {
            yield return "\"model\" must be the folder of a converted model, or its name in the folder of models. Leave it out for Tts:F5:Model.";
        }

        if (entry.Seed is < 0)
        {
            yield return $"\"seed\" is {entry.Seed}; it must be 0 or more.";
        }

        if (entry.Pitch is not null)
        {
            yield return "\"pitch\" cannot be changed for a cloned voice. Remove it.";
        }
    }

    private static string? ClipProblem(string? clip, string folder)
    {
        if (string.IsNullOrWhiteSpace(clip) || clip.Length > LongestPath || clip.Any(char.IsControl))
        {
            return "\"clip\" must be the path of a WAV file with 3 to 12 seconds of the voice.";
        }

        var path = Path.GetFullPath(clip, folder);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return $"\"clip\" is {path}, which does not exist. A relative path starts at the folder of the voices file.";
        }

        return file.Length > LargestClip ? $"\"clip\" is {path}, which is larger than 64 MiB. A clip of 12 seconds is enough; cut it." : null;
    }
}
