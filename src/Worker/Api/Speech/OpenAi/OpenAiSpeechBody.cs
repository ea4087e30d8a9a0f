using System.Text.Json;

namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>Body of <c>POST /v1/audio/speech</c>, as OpenAI's clients send it; what else they send is not read.</summary>
/// <param name="Input">What to say.</param>
/// <param name="Model">One of <see cref="OpenAiModels"/>.</param>
/// <param name="ResponseFormat">Name of an audio format; null for <c>mp3</c>.</param>
/// <param name="Speed">0.5 to 2; null for 1.</param>
/// <param name="StreamFormat"><c>audio</c> or <c>sse</c>; null for <c>audio</c>.</param>
internal sealed record OpenAiSpeechBody(string? Input, string? Model, string? ResponseFormat = null, double? Speed = null, string? StreamFormat = null)
{
    /// <summary>A voice's name, or an object with its <c>id</c>; none for the default voice.</summary>
    public JsonElement Voice { get; init; }
}
