using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Api;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Hosting;

namespace IShowTts.Worker.Tests.Api;

public sealed class EventStreamTailTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly InMemoryUtteranceQueue queue = new(new QueueOptions { Capacity = 10_000 });
    private readonly CancellationTokenSource limit = new(Limit);

    public void Dispose()
    {
        limit.Dispose();
        queue.Dispose();
    }

    [Fact]
    public async Task Listeners_TwoHundredOfThem_SeeEverythingInOrderFromOneReadingOfTheStore()
    {
        var store = new CountedQueue(queue);
        var tail = new EventStreamTail(store, new NeverStops());
        var listeners = Enumerable.Range(0, 200).Select(_ => TakeAsync(tail.ReadAsync(null, limit.Token), 300)).ToArray();

        await AddAsync(1, 300);

        foreach (var seen in await Task.WhenAll(listeners))
        {
            seen.ShouldBe(Numbers(1, 300));
        }

        store.Watches.ShouldBe(1);
    }

    [Fact]
    public async Task Listener_SlowerThanTheMemory_LosesAndRepeatsNothing()
    {
        var tail = new EventStreamTail(queue, new NeverStops());
        await using var slow = tail.ReadAsync(null, limit.Token).GetAsyncEnumerator();
        var first = slow.MoveNextAsync();
        await AddAsync(1, 1);
        (await first).ShouldBeTrue();
        var seen = new List<long> { NumberOf(slow.Current) };
        using var fast = new CancellationTokenSource();
        var follower = TakeAsync(tail.ReadAsync(1, limit.Token), (EventStreamRing.Capacity * 3) - 1);

        await AddAsync(2, (EventStreamRing.Capacity * 3) - 1);
        await follower;
        while (seen.Count < EventStreamRing.Capacity * 3 && await slow.MoveNextAsync())
        {
            seen.Add(NumberOf(slow.Current));
        }

        seen.ShouldBe(Numbers(1, EventStreamRing.Capacity * 3));
    }

    [Fact]
    public async Task Listener_ThatHadNothingYetAndIsSlow_BeginsWithWhatCameAfterIt()
    {
        var tail = new EventStreamTail(queue, new NeverStops());
        await AddAsync(1, 5);
        var late = tail.ReadAsync(null, limit.Token);
        var follower = TakeAsync(tail.ReadAsync(5, limit.Token), 600);

        await AddAsync(6, 600);
        await follower;

        (await TakeAsync(late, 600)).ShouldBe(Numbers(6, 600));
    }

    [Fact]
    public async Task Listener_OfAStoreThatFails_IsToldAndTheNextOneBeginsAnew()
    {
        var store = new CountedQueue(queue) { FailsAfter = 2 };
        var tail = new EventStreamTail(store, new NeverStops());
        var failing = TakeAsync(tail.ReadAsync(null, limit.Token), 10);
        await AddAsync(1, 3);

        await Should.ThrowAsync<QueueStoreException>(() => failing);
        store.FailsAfter = int.MaxValue;

        (await TakeAsync(tail.ReadAsync(0, limit.Token), 3)).ShouldBe(Numbers(1, 3));
    }

    private static IEnumerable<long> Numbers(int first, int count) => Enumerable.Range(first, count).Select(static number => (long)number);

    private static async Task<List<long>> TakeAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> events, int count)
    {
        var seen = new List<long>();
        await foreach (var one in events)
        {
            seen.Add(NumberOf(one));
            if (seen.Count == count)
            {
                break;
            }
        }

        return seen;
    }

    private static long NumberOf(ReadOnlyMemory<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Span);
        return long.Parse(text.AsSpan("id: ".Length, text.IndexOf('\n') - "id: ".Length), CultureInfo.InvariantCulture);
    }

    private async Task AddAsync(int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            await queue.AddAsync(ApiHost.NewUtterance(number), CancellationToken.None);
        }
    }

    /// <summary>Counts who reads the log, and fails when it is told to.</summary>
    private sealed class CountedQueue(InMemoryUtteranceQueue inner) : BrokenQueue
    {
        private int watches;

        public int Watches => Volatile.Read(ref watches);

        public int FailsAfter { get; set; } = int.MaxValue;

        public override IAsyncEnumerable<UtteranceTransition> WatchAsync(long? afterSequence, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref watches);
            return ReadAsync(inner.WatchAsync(afterSequence, cancellationToken), cancellationToken);
        }

        private async IAsyncEnumerable<UtteranceTransition> ReadAsync(
            IAsyncEnumerable<UtteranceTransition> transitions, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var told = 0;
            await foreach (var transition in transitions.WithCancellation(cancellationToken))
            {
                if (told++ == FailsAfter)
                {
                    throw new QueueStoreException("io", "The disk is gone.");
                }

                yield return transition;
            }
        }
    }

    private sealed class NeverStops : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException();
    }
}
