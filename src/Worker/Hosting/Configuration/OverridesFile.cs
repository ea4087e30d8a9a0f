using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IShowTts.Tts.Files;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>The file that holds what was changed through the API: one JSON object of keys with colons, each with its value. It stands above the configuration file, which so keeps its comments, and below the environment.</summary>
/// <remarks>Reading is thread safe; one writer at a time. It may be edited by hand while nobody writes it.</remarks>
/// <param name="path">Full path; the file need not be there.</param>
internal sealed class OverridesFile(string path)
{
    private const string Header = "// Written by iShowTTS: what was changed in the dashboard or with PATCH /api/settings.\n// It wins over the configuration file. Remove a line, or this file, to go back to that.\n";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>Its path.</summary>
    public string Path { get; } = path;

    /// <summary>Reads it flat, as the configuration file is read.</summary>
    /// <param name="errors">Gets what is wrong with the file as such, with the cure.</param>
    public Dictionary<string, string?> Read(List<ConfigurationError> errors)
    {
        var found = new List<ConfigurationError>();
        var values = File.Exists(Path) ? ConfigurationFile.Read(Path, found) : new(StringComparer.OrdinalIgnoreCase);
        errors.AddRange(found.Select(WithCure));
        return values;
    }

    /// <summary>Reads it as values that can be changed and written.</summary>
    /// <param name="errors">Gets what is wrong with the file as such, with the cure; then the values are empty.</param>
    public OverrideValues ReadValues(List<ConfigurationError> errors)
    {
        var values = new OverrideValues();
        Read(errors);
        if (errors.Count == 0 && File.Exists(Path) && JsonNode.Parse(File.ReadAllBytes(Path), documentOptions: ConfigurationFile.Format) is JsonObject root)
        {
            values.Set("", root);
        }

        return values;
    }

    /// <summary>What the file would hold.</summary>
    /// <param name="values">The overrides.</param>
    public static byte[] Compose(OverrideValues values) => Encoding.UTF8.GetBytes(Header + values.ToJson().ToJsonString(Readable) + "\n");

    /// <summary>Writes it in one step, readable for this user only.</summary>
    /// <param name="content">From <see cref="Compose"/>.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> content) => PrivateFile.Replace(Path, content);

    private static ConfigurationError WithCure(ConfigurationError error) =>
        error with { Message = $"{error.Message} Mend the file, or delete it to go back to the configuration file." };
}
