using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class InMemoryUtteranceQueueOriginsTests : UtteranceQueueOriginsContract
{
    private protected override QueueHome CreateHome() => new InMemoryQueueHome();
}
