using System.Text.Json;
using System.Text.RegularExpressions;

namespace IShowTts.Worker.Models;

/// <summary>The list <c>models/manifest.json</c>; it is part of the program.</summary>
/// <param name="FormatVersion">1.</param>
/// <param name="Models">In the order they are shown.</param>
internal sealed partial record KnownModelList(int FormatVersion, IReadOnlyList<KnownModel> Models)
{
    private const string Resource = "models.json";

    /// <summary>Reads the list inside the program.</summary>
    public static KnownModelList Load()
    {
        using var stream = typeof(KnownModelList).Assembly.GetManifestResourceStream(Resource)!;
        var list = JsonSerializer.Deserialize(stream, ModelsJsonContext.Default.KnownModelList)!;
        return list.FindMistake() is { } mistake ? throw new InvalidDataException($"models/manifest.json: {mistake}") : list;
    }

    /// <summary>Finds a model.</summary>
    /// <param name="id">Its id; case does not count.</param>
    public KnownModel? Find(string id) => Models.FirstOrDefault(model => model.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>A model with all it requires, each once, the required ones last.</summary>
    /// <param name="model">One of the list.</param>
    public IReadOnlyList<KnownModel> WithRequired(KnownModel model) => [model, .. model.Requires.Select(Find).OfType<KnownModel>()];

    /// <summary>What is wrong with the list; null when nothing.</summary>
    internal string? FindMistake()
    {
        if (FormatVersion != 1)
        {
            return $"formatVersion is {FormatVersion}, not 1";
        }

        foreach (var model in Models)
        {
            var mistake = !IdPattern().IsMatch(model.Id) ? "has an id of other characters than a-z, 0-9, dot and hyphen"
                : Models.Count(other => other.Id == model.Id) > 1 ? "is there twice"
                : model.Requires.FirstOrDefault(required => Find(required) is null) is { } missing ? $"requires {missing}, which is not listed"
                : model.Files.Select(FindMistake).FirstOrDefault(static found => found is not null);
            if (mistake is not null)
            {
                return $"{model.Id} {mistake}";
            }
        }

        return null;
    }

    private static string? FindMistake(KnownModelFile file) =>
        Path.GetFileName(file.Path) != file.Path || file.Path.Length == 0 || file.Path[0] == '.' ? $"has a file {file.Path}, which is no plain name"
        : file.Url.Scheme != Uri.UriSchemeHttps ? $"fetches {file.Path} without https"
        : file.Bytes is <= 0 ? $"says {file.Bytes} bytes for {file.Path}"
        : file.Sha256 is { } hash && !HashPattern().IsMatch(hash) ? $"has no SHA-256 in lower-case hexadecimal for {file.Path}"
        : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,62}$", RegexOptions.None, 1_000)]
    private static partial Regex IdPattern();

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.None, 1_000)]
    private static partial Regex HashPattern();
}
