using IShowTts.Integrations.Rehearsal;
using IShowTts.TestKit.Contracts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Rehearsal;

public sealed class RehearsalSourceContractTests : EventSourceContract
{
    protected override async Task<EventSourceBench> StartAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var file = new TemporaryFile();
        await File.WriteAllLinesAsync(file.Path, lines, cancellationToken);
        var options = new RehearsalOptions { File = file.Path, Speed = 0 };
        return new EventSourceBench(new RehearsalEventSource(Options.Create(options), TimeProvider.System, NullLogger<RehearsalEventSource>.Instance), file);
    }
}
