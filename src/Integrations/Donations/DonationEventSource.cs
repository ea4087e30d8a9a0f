using System.Threading.Channels;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;
using Polly;

namespace IShowTts.Integrations.Donations;

/// <summary>Reads one donation service and connects again by itself; a token that is refused ends it.</summary>
internal sealed class DonationEventSource : IEventSource, IDisposable
{
    /// <summary>A connection that lasted this long was a good one: waiting times begin anew.</summary>
    private static readonly TimeSpan s_stable = TimeSpan.FromMinutes(1);

    private readonly IDonationFeed _feed;
    private readonly int _buffer;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly HealthBoard _health;
    private readonly GivenDonations _given = new();
    private readonly ResiliencePipeline _pipeline;
    private readonly SoleReader _reader = new();

    /// <summary>Makes one that is not connected.</summary>
    /// <param name="feed">The service; disposed with the source when it can be.</param>
    /// <param name="settings">Its options, checked.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
    /// <param name="logger">The log.</param>
    public DonationEventSource(IDonationFeed feed, DonationSettings settings, TimeProvider clock, Func<double> random, ILogger<DonationEventSource> logger)
    {
        (_feed, _buffer, _clock, _logger) = (feed, settings.EventBuffer, clock, logger);
        _health = new HealthBoard(clock);
        _pipeline = ReconnectPolicy.Create<DonationConnectionException>(
            settings.ReconnectMinSeconds, settings.ReconnectMaxSeconds, clock, random, OnRetry, failure => failure.RetryAfter);
    }

    /// <inheritdoc/>
    public string Name => _feed.Service;

    /// <inheritdoc/>
    public SourceHealth Health => _health.Now;

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(Name, _buffer, PumpAsync, left => _given.Forget(left.Id), cancellationToken);

    /// <inheritdoc/>
    public void Dropped(StreamEvent streamEvent) => _given.Forget(streamEvent.Id);

    /// <inheritdoc/>
    public void Dispose() => (_feed as IDisposable)?.Dispose();

    private void OnRetry(string reason, TimeSpan wait, int attempt)
    {
        _health.Tell(SourceState.Connecting, reason);
        Log.TryingAgain(_logger, Name, reason, wait.TotalSeconds, attempt);
    }

    /// <summary>Feeds the channel until there is nothing more; never throws, the channel tells an error to the reader.</summary>
    private async Task PumpAsync(ChannelWriter<StreamEvent> events, CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            _health.Tell(SourceState.Connecting, $"connecting to {Name}");
            while (true) await _pipeline.ExecuteAsync(async token => await RunOnceAsync(events, token), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _health.Tell(SourceState.Idle);
        }
        catch (DonationRefusedException exception)
        {
            Log.Refused(_logger, Name, exception.Message);
            _health.Tell(SourceState.Failed, exception.Message);
        }
        catch (Exception exception)
        {
            _health.Tell(SourceState.Failed, exception.Message);
            error = exception;
        }
        finally
        {
            events.TryComplete(error);
        }
    }

    private async Task RunOnceAsync(ChannelWriter<StreamEvent> events, CancellationToken cancellationToken)
    {
        using var outlet = new DonationOutlet(Name, events, _given, _health, _clock, _logger);
        string end;
        try
        {
            end = await _feed.RunAsync(outlet, cancellationToken);
        }
        catch (DonationConnectionException exception) when (outlet.ConnectedFor >= s_stable && exception.RetryAfter is null)
        {
            end = exception.Message.TrimEnd('.');
        }

        if (outlet.ConnectedFor < s_stable) throw new DonationConnectionException(end + ".");
        Log.Ended(_logger, Name, end);
        _health.Tell(SourceState.Connecting, end);
    }
}
