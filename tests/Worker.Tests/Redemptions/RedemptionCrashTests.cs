using IShowTts.TestKit.Twitch.Loopback;
using Xunit.Abstractions;

namespace IShowTts.Worker.Tests.Redemptions;

/// <summary>The proof of issue 4: whatever is killed, each redemption ends once, and one of which half was heard is not begun again.</summary>
public sealed class RedemptionCrashTests(ITestOutputHelper output)
{
    [Fact]
    public Task Redemptions_WorkerKilledOverAndOver_EachEndsOnce() => ProveAsync(redemptions: 100, atOnce: 25, seed: 4);

    [Fact]
    [Trait("Category", "Full")]
    public Task Redemptions_AThousandWithTheWorkerKilledOverAndOver_EachEndsOnce() => ProveAsync(redemptions: 1_000, atOnce: 20, seed: 5);

    private async Task ProveAsync(int redemptions, int atOnce, int seed)
    {
        await using var lane = await RedemptionCrashLane.StartAsync(seed);
        for (var given = 0; given < redemptions; given += atOnce)
        {
            lane.Redeem(atOnce);
            for (var kill = 0; kill < 4; kill++)
            {
                await lane.KillOneAsync();
            }
        }

        await lane.CheckAsync();

        var book = lane.Book;
        var (fulfilled, cancelled) = (Count(book, BookedRedemption.Fulfilled), Count(book, BookedRedemption.Canceled));
        output.WriteLine($"{lane.Kills} kills, {lane.Faults} spoilt calls; {fulfilled} fulfilled, {cancelled} cancelled; {book.Repeats} asked again, {book.Contradictions} contradicted; {lane.Twins} twins, {lane.Approved} approved, {lane.Refused} refused; {lane.DoublePlays} double plays.");
        (fulfilled + cancelled).ShouldBe(redemptions);
        fulfilled.ShouldBeGreaterThan(0);
        cancelled.ShouldBeGreaterThan(0);
        book.Contradictions.ShouldBe(0);
        book.Calls.ShouldAllBe(call => call.Ids.Count <= 50);
        lane.DoublePlays.ShouldBe(0);
        lane.DoubleLines.ShouldBe(0);
        lane.Twins.ShouldBeGreaterThan(0);
        lane.Approved.ShouldBeGreaterThan(0);
        lane.Refused.ShouldBeGreaterThan(0);
        lane.Kills.ShouldBe(redemptions / atOnce * 4);
    }

    private static int Count(RewardBook book, string status) => book.Redemptions.Count(one => one.Status == status);
}
