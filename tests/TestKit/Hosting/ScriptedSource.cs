using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IShowTts.Integrations.Events;

namespace IShowTts.TestKit.Hosting;

/// <summary>A source that gives what the test puts in, when the test puts it in.</summary>
public sealed class ScriptedSource : IEventSource
{
    private readonly Channel<StreamEvent> events = Channel.CreateUnbounded<StreamEvent>();
    private readonly Channel<(StreamEvent Event, bool IsTaken)> told = Channel.CreateUnbounded<(StreamEvent, bool)>();

    /// <inheritdoc/>
    public string Name => "scripted";

    /// <inheritdoc/>
    public SourceHealth Health { get; private set; } = SourceHealth.Idle;

    /// <summary>Gives an event.</summary>
    public void Give(StreamEvent streamEvent) => events.Writer.TryWrite(streamEvent);

    /// <summary>Ends the source.</summary>
    public void End() => events.Writer.TryComplete();

    /// <summary>What the worker told of the events that were given, in order: taken, or dropped.</summary>
    public ChannelReader<(StreamEvent Event, bool IsTaken)> Told => told.Reader;

    /// <inheritdoc/>
    public void Taken(StreamEvent streamEvent) => told.Writer.TryWrite((streamEvent, true));

    /// <inheritdoc/>
    public void Dropped(StreamEvent streamEvent) => told.Writer.TryWrite((streamEvent, false));

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
