using IShowTts.TestKit.Contracts;

namespace IShowTts.Integrations.Tests.Twitch;

public sealed class TwitchIrcSourceContractTests : EventSourceContract
{
    protected override async Task<EventSourceBench> StartAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var bench = await TwitchBench.StartAsync();
        _ = ServeAsync(bench, lines, cancellationToken);
        return new EventSourceBench(bench.Source, bench);
    }

    private static async Task ServeAsync(TwitchBench bench, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        for (var run = 0; ; run++)
        {
            var client = await bench.Server.AcceptAndWelcomeAsync(cancellationToken);
            // A second reading must not see the ids of the first as repeats.
            await client.SendAsync([.. run == 0 ? lines : lines.Select(line => line.Replace("id=", $"id=run{run}-", StringComparison.Ordinal))]);
        }
    }
}
