using IShowTts.Worker.Queue;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.TestKit.Queue;

/// <summary>A queue under test with its clock and options, which can be restarted as after a kill.</summary>
internal abstract class QueueHome : IAsyncDisposable
{
    private IUtteranceQueue? _queue;

    /// <summary>The queue, open.</summary>
    public IUtteranceQueue Queue => _queue ?? throw new InvalidOperationException("Open the queue first.");

    /// <summary>Its options; changes are seen at once.</summary>
    public FixedOptions<QueueOptions> Options { get; } = new(new QueueOptions());

    /// <summary>Its clock, at a fixed time until a test moves it.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>Opens it, or closes it without ceremony and opens it again.</summary>
    /// <returns>What the recovery changed.</returns>
    public async Task<IReadOnlyList<UtteranceTransition>> OpenAsync()
    {
        await CloseAsync();
        _queue = Next(_queue);
        return await _queue.OpenAsync(CancellationToken.None);
    }

    /// <summary>Closes it, so that a test can look at what it left.</summary>
    public async Task CloseAsync()
    {
        if (_queue is IAsyncDisposable open)
        {
            await open.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        (_queue as IDisposable)?.Dispose();
        _queue = null;
    }

    /// <summary>A queue over what the one before left.</summary>
    /// <param name="before">The queue before the restart; null at first.</param>
    protected abstract IUtteranceQueue Next(IUtteranceQueue? before);
}
