using IShowTts.Worker.Queue;

namespace IShowTts.TestKit.Queue;

/// <summary>The queue in memory; a restart keeps the object.</summary>
internal sealed class InMemoryQueueHome : QueueHome
{
    /// <inheritdoc/>
    protected override IUtteranceQueue Next(IUtteranceQueue? before) => before ?? new InMemoryUtteranceQueue(Options, Time);
}
