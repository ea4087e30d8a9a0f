using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class InMemoryUtteranceQueuePlacesTests : UtteranceQueuePlacesContract
{
    private protected override QueueHome CreateHome() => new InMemoryQueueHome();
}
