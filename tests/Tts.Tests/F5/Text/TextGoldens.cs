using System.Text.Json;
using IShowTts.TestKit;

namespace IShowTts.Tts.Tests.F5.Text;

/// <summary>The text goldens: <c>tokenizer.json</c>, <c>rules.json</c> and the vocabularies, from the folder that ISHOWTTS_GOLDENS names, else the shared one, else the fixtures.</summary>
internal static class TextGoldens
{
    private static string Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("ISHOWTTS_GOLDENS") is { Length: > 0 } named)
                return named;
            var shared = Path.Combine(SharedData.RepositoryRoot, "..", "shared", "data", "f5");
            return Directory.Exists(shared) ? shared : Path.Combine(SharedData.RepositoryRoot, "tests", "Fixtures", "f5");
        }
    }

    /// <summary>A file's path; skips the test, saying so, when it is not there.</summary>
    public static string Require(string name)
    {
        var path = Path.Combine(Folder, name);
        Skip.IfNot(File.Exists(path), $"Golden file {name} is not in {Folder}.");
        return path;
    }

    /// <summary>The entries of an array in a JSON file; skips the test when there are none.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file, string array)
    {
        var root = JsonDocument.Parse(File.ReadAllBytes(Require(file))).RootElement;
        Skip.IfNot(root.TryGetProperty(array, out var cases) && cases.GetArrayLength() > 0, $"{file} has no {array}.");
        return [.. cases.EnumerateArray()];
    }

    public static string Text(this JsonElement entry, string name) => entry.GetProperty(name).GetString()!;

    public static IReadOnlyList<string> Texts(this JsonElement entry, string name) => [.. entry.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
