using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>Reads sources and keeps count: what it must give, what it gave, and how often. Thread safe.</summary>
internal sealed class EventSubTally : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _limit;
    private readonly List<Task> _readings = [];
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);
    private readonly HashSet<string> _due = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes one that reads nothing.</summary>
    /// <param name="limit">Ends every wait.</param>
    public EventSubTally(CancellationToken limit)
    {
        _limit = limit;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(limit);
    }

    /// <summary>Different events that were given.</summary>
    public int Given
    {
        get
        {
            lock (_gate) return _given.Count;
        }
    }

    /// <summary>Events that must be given.</summary>
    public int Due
    {
        get
        {
            lock (_gate) return _due.Count;
        }
    }

    /// <summary>Events that must be given and were not yet.</summary>
    public IReadOnlyList<string> Missing
    {
        get
        {
            lock (_gate) return [.. _missing];
        }
    }

    /// <summary>Events that were given more than once.</summary>
    public IReadOnlyList<string> Doubles
    {
        get
        {
            lock (_gate) return [.. _given.Where(static pair => pair.Value > 1).Select(static pair => pair.Key)];
        }
    }

    /// <summary>Begins to read a source.</summary>
    public void Read(IEventSource source) => _readings.Add(ReadAsync(source));

    /// <summary>An event must be given.</summary>
    public void Expect(string id)
    {
        lock (_gate)
        {
            if (_due.Add(id) && !_given.ContainsKey(id)) _missing.Add(id);
        }
    }

    /// <summary>Waits until everything that must be given was given.</summary>
    public async Task SettleAsync()
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_missing.Count == 0) return;
                news = _news.Task;
            }

            await (await Task.WhenAny(news, _broken.Task).WaitAsync(_limit));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var reading in _readings) await Should.ThrowAsync<OperationCanceledException>(reading);
        _stop.Dispose();
    }

    private async Task ReadAsync(IEventSource source)
    {
        try
        {
            await foreach (var streamEvent in source.ReadAsync(_stop.Token)) Count(streamEvent.Id);
            throw new InvalidOperationException($"{source.Name} ended by itself.");
        }
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            _broken.TrySetException(exception);
            throw;
        }
    }

    private void Count(string id)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            _given[id] = _given.GetValueOrDefault(id) + 1;
            _missing.Remove(id);
            (told, _news) = (_news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.TrySetResult();
    }
}
