using Xunit.Abstractions;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteQueueCrashTests(ITestOutputHelper output)
{
    private const int Lanes = 4;
    private const int KillsPerLane = 52;

    [Fact]
    public async Task Queue_KilledOverAndOver_LosesNothingAndPlaysNothingTwice()
    {
        var lanes = Enumerable.Range(1, Lanes).Select(static seed => new CrashLane(seed)).ToArray();
        try
        {
            await Task.WhenAll(lanes.Select(static lane => Task.Run(() => KillAndCheck(lane))));

            lanes.Sum(static lane => lane.Kills).ShouldBeGreaterThanOrEqualTo(200);
            lanes.Sum(static lane => lane.Added).ShouldBeGreaterThan(500);
            output.WriteLine($"{lanes.Sum(static lane => lane.Kills)} kills, {lanes.Sum(static lane => lane.Added)} utterances.");
        }
        finally
        {
            Array.ForEach(lanes, static lane => lane.Dispose());
        }
    }

    private static async Task KillAndCheck(CrashLane lane)
    {
        for (var kill = 0; kill < KillsPerLane; kill++)
        {
            await lane.KillOneAsync();
        }

        await lane.CheckAsync();
    }
}
