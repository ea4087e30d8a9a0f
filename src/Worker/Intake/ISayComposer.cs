using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
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

    /// <summary>Decides again on what a rule refused, from its original words, with some rules off. Waits, repeats and switches do not count, as for what a person says, and nothing is counted: asked twice, it says the same.</summary>
    /// <param name="refused">What was refused, as stored.</param>
    /// <param name="rulesOff">The rules that do not count, as its reasons name them.</param>
    /// <param name="now">Decision time.</param>
    /// <returns>Speak, hold or reject, with a new utterance that names the refused one as its origin and is not settled; without one when nothing is left to say.</returns>
    IntakeDecision DecideRelease(Utterance refused, IReadOnlySet<string> rulesOff, DateTimeOffset now);

    /// <summary>Whether words that were spoken once may be said again: blocked words count as they are now, for what is said and for what was typed.</summary>
    /// <param name="old">What was spoken.</param>
    /// <param name="rulesOff">Rules from which a person released it.</param>
    /// <param name="now">Decision time.</param>
    /// <returns>Reject with the word's rule; else speak: that a person asks for it is the approval of what would be held.</returns>
    FilterVerdict DecideAgain(Utterance old, IReadOnlySet<string> rulesOff, DateTimeOffset now);

    /// <summary>Tells what would become of a text, step by step. Nothing is remembered.</summary>
    /// <param name="request">The text, and as whose.</param>
    /// <param name="now">Decision time.</param>
    TrialResult Try(TrialRequest request, DateTimeOffset now);
}
