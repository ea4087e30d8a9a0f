namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>Event with a piece of audio.</summary>
/// <param name="Audio">Bytes of the format, base64 in JSON.</param>
/// <param name="Type">Always <c>speech.audio.delta</c>.</param>
internal sealed record OpenAiDeltaBody(ReadOnlyMemory<byte> Audio, string Type = "speech.audio.delta");

/// <summary>Event at the end.</summary>
/// <param name="Usage">What it took.</param>
/// <param name="Type">Always <c>speech.audio.done</c>.</param>
internal sealed record OpenAiDoneBody(OpenAiUsageBody Usage, string Type = "speech.audio.done");

/// <summary>Counts in place of tokens, which engines here do not have.</summary>
/// <param name="InputTokens">Characters of the text.</param>
/// <param name="OutputTokens">Twentieths of a second of audio, rounded up.</param>
/// <param name="TotalTokens">Both.</param>
internal sealed record OpenAiUsageBody(int InputTokens, int OutputTokens, int TotalTokens)
{
    private const double MillisecondsPerToken = 50;

    /// <summary>Counts an answer.</summary>
    public static OpenAiUsageBody Of(string text, RawSpeechMetrics metrics)
    {
        var output = (int)Math.Ceiling(metrics.AudioMs / MillisecondsPerToken);
        return new OpenAiUsageBody(text.Length, output, text.Length + output);
    }
}
