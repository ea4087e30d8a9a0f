using Xunit.Abstractions;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteQueueCrashTests(ITestOutputHelper output)
{
    private const int Lanes = 4;

    [Fact]
    public Task Queue_KilledSomeTimes_LosesNothingAndPlaysNothingTwice() => KillAndCheckAsync(killsPerLane: 15);

    [Fact]
    [Trait("Category", "Full")]
    public Task Queue_KilledOverAndOver_LosesNothingAndPlaysNothingTwice() => KillAndCheckAsync(killsPerLane: 52);

    private async Task KillAndCheckAsync(int killsPerLane)
    {
        var lanes = Enumerable.Range(1, Lanes).Select(static seed => new CrashLane(seed)).ToArray();
        try
        {
            await Task.WhenAll(lanes.Select(lane => Task.Run(() => KillAndCheckAsync(lane, killsPerLane))));

            output.WriteLine($"{lanes.Sum(static lane => lane.Kills)} kills, {lanes.Sum(static lane => lane.Added)} utterances.");
            lanes.Sum(static lane => lane.Kills).ShouldBe(Lanes * killsPerLane);
            lanes.Sum(static lane => lane.Added).ShouldBeGreaterThan(2 * Lanes * killsPerLane);
        }
        finally
        {
            Array.ForEach(lanes, static lane => lane.Dispose());
        }
    }

    private static async Task KillAndCheckAsync(CrashLane lane, int kills)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            await lane.KillOneAsync();
        }

        await lane.CheckAsync();
    }
}
