using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteUtteranceQueueOriginsTests : UtteranceQueueOriginsContract
{
    private protected override QueueHome CreateHome() => new SqliteQueueHome();
}
