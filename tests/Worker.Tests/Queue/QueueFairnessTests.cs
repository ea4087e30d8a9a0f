using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class QueueFairnessTests
{
    private const int Chatters = 40;
    private const int Payers = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Queue_SpammerChattersAndPayers_SharesTurns(int seed)
    {
        await using var home = new SqliteQueueHome();
        home.Options.CurrentValue.Capacity = 100;
        home.Options.CurrentValue.ChatTimeToLiveSeconds = 0;
        await home.OpenAsync();
        var random = new Random(seed);
        var heard = new List<Utterance>();

        for (var second = 0; second < 400; second++)
        {
            await home.Queue.Add(TestUtterance.Chat("spammer"));
            await home.Queue.Add(TestUtterance.Chat("chatter" + random.Next(Chatters)));
            if (second % 20 == 0)
            {
                await home.Queue.Add(TestUtterance.Paid("payer" + random.Next(Payers)));
            }

            if (second % 2 == 0)
            {
                heard.Add((await home.Queue.HearNext())!);
            }
        }

        heard.Count(static u => u.IsPaid).ShouldBe(20, "every paid one is heard at once");
        var shares = heard.Where(static u => !u.IsPaid).GroupBy(static u => u.Viewer.Login).ToDictionary(static g => g.Key, static g => g.Count());
        shares["spammer"].ShouldBeLessThanOrEqualTo(shares.Values.Max());
        shares["spammer"].ShouldBeLessThan(20, "half of all messages are the spammer's, not half of the turns");
        shares.Count.ShouldBeGreaterThan(Chatters * 9 / 10, "nobody starves");
        JainIndex([.. shares.Values]).ShouldBeGreaterThan(0.8);
    }

    /// <summary>1 when all have the same, 1/n when one has everything.</summary>
    private static double JainIndex(int[] shares)
    {
        double sum = shares.Sum();
        return sum * sum / (shares.Length * shares.Sum(static share => (double)share * share));
    }
}
