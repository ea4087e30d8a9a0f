using System.Text.Json;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>Which of our voices a client means.</summary>
/// <param name="options">Holds <c>Api:OpenAiVoices</c>.</param>
internal sealed class OpenAiVoices(IOptions<ApiOptions> options)
{
    private static readonly string[] BuiltIn =
        ["alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer", "verse"];

    private readonly Dictionary<string, string> mapped = new(options.Value.OpenAiVoices, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the name of our voice.</summary>
    /// <param name="said">What the client sent: a string, or an object with <c>id</c>; nothing for the default.</param>
    /// <param name="name">The name; null for the default voice.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public ProblemBody? Find(JsonElement said, out string? name)
    {
        name = null;
        var value = said.ValueKind == JsonValueKind.Object && said.TryGetProperty("id", out var id) ? id : said;
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } text)
        {
            return Problems.InvalidBody("voice must be a voice's name, or an object with its id.", "voice");
        }

        // OpenAI's names are no voices of ours, but its clients cannot be without one of them.
        name = mapped.GetValueOrDefault(text) ?? (BuiltIn.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : text);
        return null;
    }
}
