using System.Text.Json;

namespace IShowTts.Worker.Filtering.Words;

/// <summary>The word lists of <c>config/filters.json</c>.</summary>
internal sealed record WordLists
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Words that are not spoken; stars, <c>regex:</c> and <c>rot13:</c> as documented in config/README.md.</summary>
    public IReadOnlyList<string> BlockedWords { get; init; } = [];

    /// <summary>Words in which a blocked one may stand.</summary>
    public IReadOnlyList<string> AllowedWords { get; init; } = [];

    /// <summary>Logins of well-known bots.</summary>
    public IReadOnlyList<string> KnownBots { get; init; } = [];

    /// <summary>Chat shorthand to what is said.</summary>
    public IReadOnlyDictionary<string, string> Shorthand { get; init; } = new Dictionary<string, string>();

    /// <summary>Letter to the characters that look like it.</summary>
    public IReadOnlyDictionary<string, string> Lookalikes { get; init; } = new Dictionary<string, string>();

    /// <summary>Endings that make a bare word a link (<c>com</c>); with a slash at the end (<c>it/</c>) only when a path follows.</summary>
    public IReadOnlyList<string> LinkEndings { get; init; } = [];

    /// <summary>Emotes of browser extensions: words that are treated as emotes, compared with case.</summary>
    public IReadOnlyList<string> EmoteWords { get; init; } = [];

    /// <summary>Emoji to what is said when they are named.</summary>
    public IReadOnlyDictionary<string, string> EmojiNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the lists.</summary>
    /// <param name="file">A path; a relative one is looked for in the working directory, then beside the executable.</param>
    /// <exception cref="InvalidOperationException">It is not there or cannot be read; the message names the file and the cure.</exception>
    public static WordLists Load(string file)
    {
        var path = File.Exists(file) ? file : Path.Combine(AppContext.BaseDirectory, file);
        try
        {
            using var stream = File.OpenRead(path);
            var lists = JsonSerializer.Deserialize<WordLists>(stream, s_json) ?? new WordLists();
            if (lists.Lookalikes.Keys.FirstOrDefault(k => k.Length != 1) is { } bad)
                throw new InvalidOperationException($"{path}: lookalikes: \"{bad}\" must be one letter; correct the key.");
            if (lists.ListWithEmptyEntry() is { } list)
                throw new InvalidOperationException($"{path}: {list} holds an empty entry; take it out.");

            return lists;
        }
        catch (JsonException mistake)
        {
            throw new InvalidOperationException(
                $"{path}: line {mistake.LineNumber + 1} at {mistake.Path}: {mistake.Message} Correct it, or take the file of the release.", mistake);
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"Filters:ListsFile: {path} cannot be read ({mistake.Message}). Put the file there or set the key to where it is.", mistake);
        }
    }

    private string? ListWithEmptyEntry()
    {
        if (BlockedWords.Any(string.IsNullOrWhiteSpace))
            return "blockedWords";
        if (AllowedWords.Any(string.IsNullOrWhiteSpace))
            return "allowedWords";

        return KnownBots.Any(string.IsNullOrWhiteSpace) ? "knownBots" : null;
    }
}
