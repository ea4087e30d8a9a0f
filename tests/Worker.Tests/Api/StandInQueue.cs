using System.Runtime.CompilerServices;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Api;

/// <summary>A queue whose every call fails as a broken store would.</summary>
internal class BrokenQueue : IUtteranceQueue
{
    public ValueTask<IReadOnlyList<UtteranceTransition>> OpenAsync(CancellationToken cancellationToken) => throw Broken();

    public ValueTask<AddResult> AddAsync(Utterance utterance, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<Utterance?> TakeNextAsync(CancellationToken cancellationToken) => throw Broken();

    public ValueTask WaitForWorkAsync(CancellationToken cancellationToken) => throw Broken();

    public ValueTask<UtteranceTransition?> MoveAsync(string id, IReadOnlyCollection<UtteranceState> from, UtteranceChange change, CancellationToken cancellationToken) => throw Broken();

    public ValueTask SaveProgressAsync(string id, TimeSpan heard, TimeSpan? total, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<UtteranceTransition?> RewordAsync(string id, string spokenText, StateReason reason, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<UtteranceTransition?> PlaceAsync(string id, string? beforeId, StateReason reason, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<IReadOnlyList<UtteranceTransition>> CancelAsync(UtteranceMatch match, UtteranceState to, StateReason reason, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<TakeOverResult> TakeOverAsync(string lesserId, Utterance better, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<bool> LinkMessageAsync(string id, string messageId, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<Utterance?> GetAsync(string id, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<IReadOnlyList<Utterance>> ListAsync(UtteranceQuery query, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<IReadOnlyList<Utterance>> PeekAsync(int limit, CancellationToken cancellationToken) => throw Broken();

    public ValueTask<IReadOnlyDictionary<UtteranceState, int>> CountAsync(CancellationToken cancellationToken) => throw Broken();

    public virtual IAsyncEnumerable<UtteranceTransition> WatchAsync(long? afterSequence, CancellationToken cancellationToken) => throw Broken();

    private static QueueStoreException Broken() => new("corrupt", "The file is damaged.");
}

/// <summary>A queue whose history begins at sequence 10.</summary>
internal sealed class ForgetfulQueue : BrokenQueue
{
    public override async IAsyncEnumerable<UtteranceTransition> WatchAsync(long? afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new UtteranceTransition(10, null, ApiHost.NewUtterance(10), DateTimeOffset.UnixEpoch);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
