using Xunit.Abstractions;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>
/// Thousands of events while everything goes wrong that Twitch's documents name: none is missed that can be had, none is given twice. What is on a line when it is
/// cut is left out, as nobody can count it: the storm cuts when everything before was given.
/// </summary>
/// <param name="output">Takes the numbers.</param>
public sealed class EventSubFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    public Task Read_TenThousandEventsUnderFaults_NoneIsMissedOrGivenTwice(int seed) => RunAsync(10_000, seed, TimeSpan.FromMinutes(2));

    [Theory]
    [Trait("Category", "Full")]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task Read_ManyMoreEventsUnderFaults_NoneIsMissedOrGivenTwice(int seed) => RunAsync(30_000, seed, TimeSpan.FromMinutes(6));

    private async Task RunAsync(int count, int seed, TimeSpan limit)
    {
        var listed = new FakeBackfill();
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { Backfills = [listed], Limit = limit });
        bench.Server.KeepaliveSeconds = 60;
        await using var irc = await EventSubStormIrc.StartAsync(bench);
        await using var tally = new EventSubTally(bench.Limit);
        var random = new Random(seed);
        var strikes = new EventSubStrikes(bench, random);
        var storm = new EventSubStorm(bench, strikes, irc, tally, listed, random);
        tally.Read(irc.Source);
        await irc.JoinAsync();
        tally.Read(bench.Source);

        await storm.RunAsync(count);

        output.WriteLine(storm.State);
        tally.Missing.ShouldBeEmpty();
        tally.Doubles.ShouldBeEmpty();
        tally.Given.ShouldBe(tally.Due);
        (tally.Given + storm.Lost).ShouldBe(storm.Sent);
        tally.Given.ShouldBeGreaterThan(count * 9 / 10);
        bench.Server.Inbound.ShouldBe(0);
        ShouldHaveSeenAll(bench, strikes, storm);
    }

    /// <summary>A storm in which something did not go wrong proves nothing about it.</summary>
    private static void ShouldHaveSeenAll(EventSubBench bench, EventSubStrikes strikes, EventSubStorm storm)
    {
        foreach (var fault in Enum.GetValues<EventSubFault>()) strikes.Struck.ShouldContainKey(fault);
        foreach (var status in new[] { 401, 409, 429, 500, 503 }) bench.Twitch.Faults.Answers.ShouldContainKey(status);
        new Dictionary<string, int>
        {
            [nameof(storm.Dropped)] = storm.Dropped,
            [nameof(storm.Repeats)] = storm.Repeats,
            [nameof(storm.Delayed)] = storm.Delayed,
            [nameof(storm.Reordered)] = storm.Reordered,
            [nameof(storm.OverIrc)] = storm.OverIrc,
            [nameof(strikes.NewIds)] = strikes.NewIds,
            [nameof(bench.Server.Moves)] = bench.Server.Moves,
            [nameof(bench.Account.Renewals)] = bench.Account.Renewals,
        }.ShouldAllBe(static count => count.Value > 0);
    }
}
