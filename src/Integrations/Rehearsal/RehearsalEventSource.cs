using System.Runtime.CompilerServices;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Plays a recorded stream at its pace.</summary>
/// <param name="options">The section <c>Rehearsal</c>, checked.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class RehearsalEventSource(IOptions<RehearsalOptions> options, TimeProvider clock, ILogger<RehearsalEventSource> logger) : IEventSource
{
    /// <summary>What events of this source say as their source.</summary>
    internal const string Source = "rehearsal";

    private const int RememberedIds = 10_000;

    private readonly RehearsalOptions _options = options.Value;
    private readonly HealthBoard _health = new(clock);
    private int _isReading;

    /// <inheritdoc/>
    public string Name => $"{Source}:{Path.GetFileName(_options.File)}";

    /// <inheritdoc/>
    public SourceHealth Health => _health.Now;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReading, 1) == 1) throw new InvalidOperationException($"{Name} is being read already.");

        var isOver = false;
        try
        {
            await foreach (var streamEvent in PlayAsync(cancellationToken)) yield return streamEvent;
            isOver = true;
        }
        finally
        {
            if (!isOver) _health.Tell(SourceState.Idle);
            Volatile.Write(ref _isReading, 0);
        }
    }

    private async IAsyncEnumerable<StreamEvent> PlayAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _health.Tell(SourceState.Connected);
        var run = _options.KeepIds ? null : new RehearsalRun(clock.GetUtcNow());
        var seen = new RecentIds(RememberedIds);
        var start = clock.GetTimestamp();
        var due = TimeSpan.Zero;
        var unread = 0;
        await foreach (var line in ReadLinesAsync(cancellationToken))
        {
            if (line.Result.Code == DecodeCodes.Malformed)
            {
                unread++;
                Log.LineUnread(logger, line.Number, line.Result.Detail);
            }

            due += Scale(line.Gap);
            if (line.Event is not { } streamEvent || !seen.TryAdd(streamEvent.Id)) continue;
            var left = due - clock.GetElapsedTime(start);
            if (left > TimeSpan.Zero) await Task.Delay(left, clock, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            _health.TellEvent();
            var now = streamEvent with { At = clock.GetUtcNow(), Source = Source };
            yield return run is null ? now : run.Rename(now);
        }

        if (_health.Now.State == SourceState.Failed) yield break;
        _health.Tell(SourceState.Ended, unread == 0 ? "" : $"{unread} lines of {_options.File} could not be read; the log says which and why.");
        Log.Over(logger, _options.File);
    }

    private async IAsyncEnumerable<RehearsalLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = RehearsalReader.ReadAsync(_options.File, _options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await lines.MoveNextAsync()) yield break;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.FileUnread(logger, exception.Message);
                _health.Tell(SourceState.Failed, $"Rehearsal:File: {_options.File} cannot be read: {exception.Message}");
                yield break;
            }

            yield return lines.Current;
        }
    }

    private TimeSpan Scale(TimeSpan gap)
    {
        if (_options.Speed <= 0) return TimeSpan.Zero;
        var longest = TimeSpan.FromSeconds(_options.MaxGapSeconds);
        return (gap > longest ? longest : gap) / _options.Speed;
    }
}
