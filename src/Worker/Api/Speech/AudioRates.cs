namespace IShowTts.Worker.Api.Speech;

/// <summary>Sample rates of answers, Hz.</summary>
internal static class AudioRates
{
    /// <summary>What engines give and everything is sent at, where nothing else is said.</summary>
    public const int Engine = 48_000;

    /// <summary>What OpenAI's clients expect of <c>pcm</c>.</summary>
    public const int OpenAi = 24_000;
}
