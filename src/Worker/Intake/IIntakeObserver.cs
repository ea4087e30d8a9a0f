using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;

namespace IShowTts.Worker.Intake;

/// <summary>Told of every decision about an event, those included that leave no utterance behind. Must not block and must not throw.</summary>
internal interface IIntakeObserver
{
    /// <summary>An event was decided on; what becomes of a spoken one is told by the queue's transitions.</summary>
    void Decided(StreamEvent streamEvent, FilterVerdict verdict);
}
