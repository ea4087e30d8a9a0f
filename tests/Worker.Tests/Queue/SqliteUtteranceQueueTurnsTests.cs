using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteUtteranceQueueTurnsTests : UtteranceQueueTurnsContract
{
    private protected override QueueHome CreateHome() => new SqliteQueueHome();
}
