using IShowTts.Integrations.Events;

namespace IShowTts.TestKit.Contracts;

/// <summary>A source under test and what feeds it.</summary>
/// <param name="Source">The source.</param>
/// <param name="Feed">Ends with the test.</param>
public sealed record EventSourceBench(IEventSource Source, IAsyncDisposable Feed) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Feed.DisposeAsync();
}
