using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteUtteranceQueuePlacesTests : UtteranceQueuePlacesContract
{
    private protected override QueueHome CreateHome() => new SqliteQueueHome();
}
