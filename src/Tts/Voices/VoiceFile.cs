using System.Globalization;
using System.Text.Json;

namespace IShowTts.Tts.Voices;

/// <summary>Reads the file of named voices. All errors at once, each naming file, entry and cure.</summary>
internal static class VoiceFile
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 64;

    /// <summary>Largest voices file, bytes.</summary>
    public const int LargestFile = 1 << 20;

    private const int MostVoices = 1_000;
    private const int LongestDescription = 200;
    private const int MostFallbacks = 8;

    /// <summary>Where a configured path lies: as it is when absolute, else below the current directory, else beside the executable.</summary>
    /// <returns>Full path; it may not exist.</returns>
    public static string Locate(string path)
    {
        var here = Path.GetFullPath(path);
        var beside = Path.GetFullPath(path, AppContext.BaseDirectory);
        return Path.IsPathRooted(path) || File.Exists(here) || !File.Exists(beside) ? here : beside;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <returns>The voices without error, and what is wrong with the others.</returns>
    public static (IReadOnlyList<Voice> Voices, IReadOnlyList<string> Errors) Read(string path)
    {
        VoiceFileContent? content;
        try
        {
            if (!File.Exists(path))
            {
                return ([], [$"Voices:File is {path}, which does not exist. Correct it, or leave it empty to use the engines' own voices only."]);
            }

            if (new FileInfo(path).Length > LargestFile)
            {
                return ([], [$"{path} is larger than 1 MiB. Remove voices nobody uses."]);
            }

            using var stream = File.OpenRead(path);
            content = JsonSerializer.Deserialize(stream, VoiceFileJsonContext.Default.VoiceFileContent);
        }
        catch (JsonException exception)
        {
            return ([], [$"{path} is not a valid voices file: {exception.Message} Correct it there."]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ([], [$"{path} cannot be read: {exception.Message} Check its permissions."]);
        }

        return content?.Voices is { } entries
            ? Check(path, entries)
            : ([], [$"{path} has no list \"voices\". Write {{ \"voices\": [ … ] }}."]);
    }

    private static (IReadOnlyList<Voice> Voices, IReadOnlyList<string> Errors) Check(string path, List<VoiceFileEntry?> entries)
    {
        if (entries.Count > MostVoices)
        {
            return ([], [$"{path} has {entries.Count} voices; at most {MostVoices} are allowed."]);
        }

        var voices = new List<Voice>();
        var errors = new List<string>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var folder = Path.GetDirectoryName(path) ?? "";
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i] ?? new VoiceFileEntry();
            var known = errors.Count;
            foreach (var error in Problems(entry, names).Concat(ReferenceEntry.Problems(entry, folder)))
            {
                errors.Add($"{path}: voices[{i}] (name \"{Shown(entry.Name)}\"): {error}");
            }

            if (errors.Count == known)
            {
                voices.Add(new Voice(entry.Name!, (entry.Engine ?? "espeak").ToLowerInvariant(), entry.EngineVoice ?? entry.Name!, entry.Language ?? "")
                {
                    Speed = entry.Speed ?? 1,
                    Pitch = entry.Pitch ?? 1,
                    Description = entry.Description ?? "",
                    Fallback = entry.Fallback is { Count: > 0 } fallback ? [.. fallback.Select(name => name!)] : [],
                    Reference = ReferenceEntry.Build(entry, folder),
                });
            }
        }

        return (voices, errors);
    }

    private static IEnumerable<string> Problems(VoiceFileEntry entry, HashSet<string> names)
    {
        if (!IsName(entry.Name))
        {
            yield return $"\"name\" must be 1 to {LongestName} letters, digits or - _ . + (no spaces: people type it in chat).";
        }
        else if (!names.Add(entry.Name!))
        {
            yield return "this name is there twice. Rename one.";
        }

        if (entry.Engine is { } engine && !IsName(engine))
        {
            yield return "\"engine\" must be an engine's name, for example \"espeak\".";
        }

        // A cloned voice is found by its own name.
        if ((entry.EngineVoice is not { Length: > 0 and <= LongestName } engineVoice || engineVoice.Any(char.IsControl))
            && !(entry.EngineVoice is null && ReferenceEntry.IsClone(entry)))
        {
            yield return "\"engineVoice\" must be a voice of the engine, for example \"en-us+f3\".";
        }

        if (entry.Language is { Length: > LongestName })
        {
            yield return "\"language\" must be a tag such as \"en-US\".";
        }

        if (entry.Speed is { } speed && !(speed is >= 0.5 and <= 2))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"\"speed\" is {speed}; it must be 0.5 to 2.0.");
        }

        if (entry.Pitch is { } pitch && !(pitch is >= 0.5 and <= 2))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"\"pitch\" is {pitch}; it must be 0.5 to 2.0.");
        }

        if (FallbackProblem(entry) is { } fallback)
        {
            yield return fallback;
        }

        if (entry.Description is { Length: > LongestDescription })
        {
            yield return $"\"description\" is longer than {LongestDescription} characters.";
        }
    }

    private static string? FallbackProblem(VoiceFileEntry entry)
    {
        if (entry.Fallback is not { } names)
        {
            return null;
        }

        if (names.Count > MostFallbacks || names.Any(name => name is not { Length: > 0 and <= LongestName } || name.Any(char.IsControl)))
        {
            return $"\"fallback\" must be up to {MostFallbacks} names of voices, or engine:voice, for example [ \"en-us\" ].";
        }

        return names.Contains(entry.Name, StringComparer.OrdinalIgnoreCase) ? "\"fallback\" names the voice itself. Remove it there." : null;
    }

    /// <summary>Whether a name can be typed in chat.</summary>
    /// <param name="name">What was written.</param>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '+');

    private static string Shown(string? name) => name is null ? "" : new string([.. name.Take(LongestName).Where(c => !char.IsControl(c))]);
}
