using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Commands;

/// <summary>Words may be said when the filters let the same words through unchanged as a text to say.</summary>
internal sealed class FilterWordCheck(ISayComposer composer, TimeProvider time) : IWordCheck
{
    private static readonly Actor Checker = new("nickname", "chat");

    /// <inheritdoc/>
    public bool MaySay(string text) =>
        composer.DecideSay(new SayRequest(text), Checker, time.GetUtcNow()) is { Verdict.Verdict: Verdict.Speak, Utterance: not null };
}
