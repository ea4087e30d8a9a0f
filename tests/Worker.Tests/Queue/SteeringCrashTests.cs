using Xunit.Abstractions;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>What <c>/api/utterances/{id}/move</c>, <c>/hold</c>, <c>/release</c> and <c>/again</c> do, with kill -9 at any moment.</summary>
public sealed class SteeringCrashTests(ITestOutputHelper output)
{
    [Fact]
    public Task Steering_KilledSomeTimes_IsBeforeOrAfterEachStep() => KillAndCheckAsync(lanes: 2, kills: 8);

    [Fact]
    [Trait("Category", "Full")]
    public Task Steering_KilledOverAndOver_IsBeforeOrAfterEachStep() => KillAndCheckAsync(lanes: 4, kills: 52);

    private async Task KillAndCheckAsync(int lanes, int kills)
    {
        var all = Enumerable.Range(1, lanes).Select(static seed => new SteeringLane(seed)).ToArray();
        try
        {
            await Task.WhenAll(all.Select(lane => Task.Run(async () =>
            {
                for (var kill = 0; kill < kills; kill++)
                {
                    await lane.KillOneAsync();
                }
            })));

            all.Sum(static lane => lane.Kills).ShouldBe(lanes * kills);
            var steps = all.SelectMany(static lane => lane.Steps).ToLookup(static step => step.Key, static step => step.Value);
            foreach (var kind in new[] { "move", "hold", "approve", "release", "again" })
            {
                steps[kind].Sum().ShouldBeGreaterThan(0, kind);
            }

            output.WriteLine($"{lanes * kills} kills, {all.Sum(static lane => lane.Interrupted.Done)} in a step that was done, {all.Sum(static lane => lane.Interrupted.NotBegun)} in one that was not; "
                + string.Join(", ", steps.Select(static kind => $"{kind.Sum()} {kind.Key}")));
        }
        finally
        {
            Array.ForEach(all, static lane => lane.Dispose());
        }
    }
}
