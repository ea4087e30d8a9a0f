using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake;

/// <summary>Turns an event into a decision: who is spoken for what, with which words, and why not.</summary>
internal interface IUtteranceComposer
{
    /// <summary>Decides. Keeps cooldowns and recent messages in memory; never does I/O, never throws on a viewer's input.</summary>
    /// <param name="streamEvent">What happened.</param>
    /// <param name="now">Decision time: the wall clock live, the event's own time in a dry run.</param>
    /// <returns>The decision; moderation events and the like are ignored with the reason <c>not-a-message</c>.</returns>
    IntakeDecision Decide(StreamEvent streamEvent, DateTimeOffset now);
    /// <summary>Takes back that an event was seen: it was decided on but could not be taken in. When it comes again it is no repeat.</summary>
    /// <param name="streamEvent">What happened.</param>
    void Forget(StreamEvent streamEvent);
}
