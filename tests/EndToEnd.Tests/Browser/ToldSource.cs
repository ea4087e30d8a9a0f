using System.Runtime.CompilerServices;
using IShowTts.Integrations.Events;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>A source that is as the test says, and gives nothing.</summary>
internal sealed class ToldSource(string name, SourceHealth health) : IEventSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public SourceHealth Health => health;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await DashboardScenes.UntilEndedAsync(cancellationToken);
        yield break;
    }
}
