namespace IShowTts.Worker.Api.Speech;

/// <summary>A request for audio whose numbers are checked; its voice is found later.</summary>
/// <param name="Text">What to say; not blank.</param>
/// <param name="Voice">Voice name; null for the default.</param>
/// <param name="Engine">Engine that the voice must have; null for any.</param>
/// <param name="Speed">Rate on top of the voice's own, 0.5 to 2.</param>
/// <param name="NfeStep">Evaluations that a flow model spends, 1 to 64; null for the engine's own.</param>
/// <param name="Seed">Seed of an engine that draws noise, 0 or more; null for the voice's own.</param>
internal sealed record RawSpeechRequest(string Text, string? Voice, string? Engine, double Speed, int? NfeStep, int? Seed)
{
    private const double Slowest = 0.5;
    private const double Fastest = 2.0;
    private const int MostSteps = 64;
    private const int LongestName = 100;

    /// <summary>Checks what a client sent.</summary>
    /// <param name="body">The body; null when it was <c>null</c>.</param>
    /// <param name="maxText">Longest text, characters.</param>
    /// <param name="request">The request; unusable when there is a problem.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static ProblemBody? Check(TtsBody? body, int maxText, out RawSpeechRequest request)
    {
        request = new RawSpeechRequest(body?.Text ?? "", body?.Voice, body?.Engine, body?.Speed ?? 1, body?.NfeStep, body?.Seed);
        return body is null
            ? Problems.InvalidBody("The body is null; send {\"text\": \"…\"}.")
            : request.FindTextProblem(maxText) ?? request.FindNameProblem() ?? request.FindNumberProblem();
    }

    private ProblemBody? FindTextProblem(int maxText)
    {
        if (string.IsNullOrWhiteSpace(Text))
        {
            return Problems.InvalidBody("text is missing or empty.", "text");
        }

        return Text.Length > maxText
            ? Problems.InvalidBody($"text has {Text.Length} characters; at most {maxText} are taken (Api:MaxTextCharacters).", "text")
            : null;
    }

    private ProblemBody? FindNameProblem()
    {
        if (Voice?.Length is 0 or > LongestName)
        {
            return Problems.InvalidBody($"voice must have 1 to {LongestName} characters.", "voice");
        }

        return Engine?.Length is 0 or > LongestName ? Problems.InvalidBody($"engine must have 1 to {LongestName} characters.", "engine") : null;
    }

    private ProblemBody? FindNumberProblem()
    {
        if (Speed is not (>= Slowest and <= Fastest))
        {
            return Problems.InvalidBody($"speed must be {Slowest} to {Fastest}: engines speak neither slower nor faster. A voice can have a speed of its own in voices.json.", "speed");
        }

        if (NfeStep is < 1 or > MostSteps)
        {
            return Problems.InvalidBody($"nfeStep must be 1 to {MostSteps}.", "nfeStep");
        }

        return Seed < 0 ? Problems.InvalidBody("seed must be 0 or more.", "seed") : null;
    }
}
