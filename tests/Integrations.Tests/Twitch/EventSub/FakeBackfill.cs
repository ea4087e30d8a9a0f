using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.EventSub;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>Finds what the test puts in, every time, and tells each time that it was asked.</summary>
internal sealed class FakeBackfill : ITwitchBackfill
{
    private readonly Channel<bool> _asked = Channel.CreateUnbounded<bool>();

    private int _answers;

    /// <summary>So many of the next questions end with an error.</summary>
    public int Fails { get; set; }

    public ConcurrentBag<StreamEvent> Missed { get; } = [];

    /// <summary>How often it listed everything to the end.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Waits until it was asked once more, and answered.</summary>
    public async Task NextAsync(CancellationToken cancellationToken) => await _asked.Reader.ReadAsync(cancellationToken);

    public async IAsyncEnumerable<StreamEvent> ReadMissedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Fails-- > 0)
        {
            _asked.Writer.TryWrite(false);
            throw new InvalidOperationException("the list cannot be had");
        }

        foreach (var missed in Missed) yield return missed;
        Interlocked.Increment(ref _answers);
        _asked.Writer.TryWrite(true);
    }
}
