using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Speaking;

/// <summary>Tells on the utterance that another engine spoke it than the one of its voice, and why.</summary>
internal static class FallbackReason
{
    /// <summary>The reason for a report.</summary>
    /// <param name="report">What became of the request so far.</param>
    /// <returns><c>fallback</c> with the detail "spoken by espeak: f5 out-of-memory"; null when no engine failed.</returns>
    public static StateReason? From(SynthesisReport report)
    {
        var failures = report.Failures;
        var speakers = report.Speakers;
        if (failures.Count == 0 || speakers.Count == 0)
        {
            return null;
        }

        var by = string.Join(", the rest by ", speakers.Select(voice => voice.Engine));
        var why = string.Join(", ", failures.Select(failure => $"{failure.Voice.Engine} {failure.Code}"));
        return new StateReason(ReasonCodes.Fallback, null, $"spoken by {by}: {why}");
    }
}
