using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IShowTts.Integrations.Events;

namespace IShowTts.TestKit.Hosting;

/// <summary>A source that gives what the test puts in, when the test puts it in.</summary>
public sealed class ScriptedSource : IEventSource
{
    private readonly Channel<StreamEvent> events = Channel.CreateUnbounded<StreamEvent>();

    /// <inheritdoc/>
    public string Name => "scripted";

    /// <inheritdoc/>
    public SourceHealth Health { get; private set; } = SourceHealth.Idle;

    /// <summary>Gives an event.</summary>
    public void Give(StreamEvent streamEvent) => events.Writer.TryWrite(streamEvent);

    /// <summary>Ends the source.</summary>
    public void End() => events.Writer.TryComplete();

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Health = Health with { State = SourceState.Connected };
        await foreach (var streamEvent in events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return streamEvent;
        }

        Health = Health with { State = SourceState.Ended };
    }
}
