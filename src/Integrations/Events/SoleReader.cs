using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace IShowTts.Integrations.Events;

/// <summary>Reads a source through a pump that runs as long as somebody reads, and not for two at once.</summary>
internal sealed class SoleReader
{
    private int _isReading;

    /// <summary>Starts the pump, gives what it writes, and ends it with the reading.</summary>
    /// <param name="name">Name of the source, for who reads it a second time.</param>
    /// <param name="capacity">Events that wait to be taken at most; then the pump waits.</param>
    /// <param name="pump">Writes events until it is cancelled, and completes the writer.</param>
    /// <param name="onLeft">Told, when the reading ends, of each event that was written and not taken; null: nobody needs to know.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">It is being read already; thrown by the first step of the enumeration.</exception>
    public async IAsyncEnumerable<StreamEvent> ReadAsync(
        string name,
        int capacity,
        Func<ChannelWriter<StreamEvent>, CancellationToken, Task> pump,
        Action<StreamEvent>? onLeft,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReading, 1) == 1) throw new InvalidOperationException($"{name} is being read already.");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateBounded<StreamEvent>(new BoundedChannelOptions(capacity) { SingleReader = true });
        var pumping = pump(events.Writer, stop.Token);
        try
        {
            await foreach (var streamEvent in events.Reader.ReadAllAsync(cancellationToken)) yield return streamEvent;
        }
        finally
        {
            await stop.CancelAsync();
            await pumping;
            while (onLeft is not null && events.Reader.TryRead(out var left)) onLeft(left);
            Volatile.Write(ref _isReading, 0);
        }
    }
}
