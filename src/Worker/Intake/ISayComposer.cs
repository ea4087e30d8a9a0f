using IShowTts.Worker.Control;

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
}
