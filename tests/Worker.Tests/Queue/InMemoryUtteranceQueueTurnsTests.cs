using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class InMemoryUtteranceQueueTurnsTests : UtteranceQueueTurnsContract
{
    private protected override QueueHome CreateHome() => new InMemoryQueueHome();
}
