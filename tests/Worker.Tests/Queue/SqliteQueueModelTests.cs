using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteQueueModelTests
{
    [Property(MaxTest = 60)]
    public Property Queue_RandomOperations_AnswersAsTheModel(bool isAirtimeLimited, bool isShortLived) => Prop.ForAll(
        ArbMap.Default.ArbFor<QueueOperation>().Array(),
        operations => RunBoth(operations, isAirtimeLimited ? 5 : 0, isShortLived ? 30 : 0).GetAwaiter().GetResult());

    private static async Task RunBoth(QueueOperation[] operations, int airtime, int timeToLive)
    {
        await using var sqlite = new SqliteQueueHome();
        await using var model = new InMemoryQueueHome();
        foreach (var home in (QueueHome[])[sqlite, model])
        {
            home.Options.CurrentValue.Capacity = 8;
            home.Options.CurrentValue.ChatAirtimeSecondsPerMinute = airtime;
            home.Options.CurrentValue.ChatTimeToLiveSeconds = timeToLive;
            await home.OpenAsync();
        }

        var known = new List<Utterance>();
        foreach (var operation in operations)
        {
            var addition = operation.Addition();
            (await operation.ApplyAsync(sqlite, addition, known)).ShouldBe(await operation.ApplyAsync(model, addition, known), operation.ToString());
            known.AddRange(addition is null ? [] : [addition]);
            (await Order(sqlite)).ShouldBe(await Order(model), operation.ToString());
        }

        (await sqlite.Queue.CountAsync(default)).ShouldBe(await model.Queue.CountAsync(default), ignoreOrder: true);
        await SameLog(sqlite, model);
    }

    private static async Task SameLog(SqliteQueueHome sqlite, InMemoryQueueHome model)
    {
        var last = (await model.Queue.Add(TestUtterance.Manual())).Utterance;
        await sqlite.Queue.Add(last);
        (await LogUntil(sqlite, last.Id)).ShouldBe(await LogUntil(model, last.Id));
    }

    private static async Task<string[]> Order(QueueHome home) =>
        [.. (await home.Queue.PeekAsync(100, default)).Select(static u => u.Id)];

    private static async Task<List<string>> LogUntil(QueueHome home, string id)
    {
        var lines = new List<string>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var transition in home.Queue.WatchAsync(0, limit.Token))
        {
            lines.Add($"{transition.Sequence} {transition.From} {transition.At} {QueueOperation.Show(transition.Utterance)}");
            if (transition.Utterance.Id == id)
            {
                break;
            }
        }

        return lines;
    }
}
