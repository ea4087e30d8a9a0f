using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Api;

namespace IShowTts.Worker.Tests.Control;

/// <summary>A queue that two clicks reach: neither is stored before both were decided on; then one, then the other.</summary>
/// <param name="inner">The queue itself.</param>
/// <param name="isSecondStoredFirst">The click that came last is stored first.</param>
internal sealed class ClickedQueue(IUtteranceQueue inner, bool isSecondStoredFirst) : BrokenQueue, IUtteranceQueue
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _areBothDecided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isOneStored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _clicks;

    ValueTask<Utterance?> IUtteranceQueue.GetAsync(string id, CancellationToken cancellationToken) => inner.GetAsync(id, cancellationToken);

    async ValueTask<AddResult> IUtteranceQueue.AddAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        var isSecond = Interlocked.Increment(ref _clicks) == 2;
        if (isSecond)
        {
            _areBothDecided.SetResult();
        }

        await _areBothDecided.Task.WaitAsync(Limit, cancellationToken);
        if (isSecond != isSecondStoredFirst)
        {
            await _isOneStored.Task.WaitAsync(Limit, cancellationToken);
        }

        try
        {
            return await inner.AddAsync(utterance, cancellationToken);
        }
        finally
        {
            _isOneStored.TrySetResult();
        }
    }
}
