using System.Text.Json;
using IShowTts.TestKit;

namespace IShowTts.Tts.Tests.F5.Text;

/// <summary>Reads the text goldens: <c>tokenizer.json</c> and <c>rules.json</c>.</summary>
internal static class TextGoldens
{
    /// <summary>The entries of an array in a JSON file; skips the test when there are none.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file, string array)
    {
        var root = JsonDocument.Parse(File.ReadAllBytes(Goldens.Require(file))).RootElement;
        Skip.IfNot(root.TryGetProperty(array, out var cases) && cases.GetArrayLength() > 0, $"{file} has no {array}.");
        return [.. cases.EnumerateArray()];
    }

    public static string Text(this JsonElement entry, string name) => entry.GetProperty(name).GetString()!;

    public static IReadOnlyList<string> Texts(this JsonElement entry, string name) => [.. entry.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
