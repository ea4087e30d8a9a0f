using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>Composes what the streamer, a moderator or a program asks to say: the same filters, no cooldowns, no role checks.</summary>
internal interface ISayComposer
{
    /// <summary>Decides. Never throws on a text.</summary>
    /// <param name="request">What to say.</param>
    /// <param name="actor">Who asks; becomes the viewer of the utterance.</param>
    /// <param name="now">Decision time.</param>
    /// <returns>Speak or reject, with the utterance.</returns>
    IntakeDecision DecideSay(SayRequest request, Actor actor, DateTimeOffset now);

    /// <summary>Decides again on what a rule refused, from its original words, with some rules off. Waits, repeats and switches do not count, as for what a person says.</summary>
    /// <param name="refused">What was refused, as stored.</param>
    /// <param name="rulesOff">The rules that do not count, as its reasons name them.</param>
    /// <param name="now">Decision time.</param>
    /// <returns>Speak, hold or reject, with a new utterance that names the refused one as its origin and is not settled; without one when nothing is left to say.</returns>
    IntakeDecision DecideRelease(Utterance refused, IReadOnlySet<string> rulesOff, DateTimeOffset now);

    /// <summary>Tells what would become of a text, step by step. Nothing is remembered.</summary>
    /// <param name="request">The text, and as whose.</param>
    /// <param name="now">Decision time.</param>
    TrialResult Try(TrialRequest request, DateTimeOffset now);
}
