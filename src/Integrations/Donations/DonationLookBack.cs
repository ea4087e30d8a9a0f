using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;
using Polly;

namespace IShowTts.Integrations.Donations;

/// <summary>Lists, after a new connection, the donations that came while there was none. Until that has succeeded it does not forget since when.</summary>
internal sealed class DonationLookBack
{
    /// <summary>Clocks differ, and a donation takes its time; what is listed twice is dropped as a repeat.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromMinutes(1);

    private readonly string _service;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _pipeline;
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;
    private bool _isBehind;

    /// <summary>Makes one that has seen nothing.</summary>
    /// <param name="service">The service.</param>
    /// <param name="settings">Its options: the waits between attempts.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
    /// <param name="logger">The log.</param>
    public DonationLookBack(string service, DonationSettings settings, TimeProvider clock, Func<double> random, ILogger logger)
    {
        (_service, _clock, _logger) = (service, clock, logger);
        _pipeline = ReconnectPolicy.Create<DonationConnectionException>(
            settings.ReconnectMinSeconds, settings.ReconnectMaxSeconds, clock, random, (reason, _, _) => Log.LookBackFailed(logger, service, reason), failure => failure.RetryAfter);
    }

    /// <summary>Notes that a donation was seen.</summary>
    /// <param name="result">What a decoder gave.</param>
    public void Note(DecodeResult result)
    {
        if (result.Event is not { } donation) return;
        lock (_gate)
        {
            if (!_isBehind && donation.At > _since) _since = donation.At;
        }
    }

    /// <summary>Lists what was missed and gives it; nothing at the first connection. Tries again until it succeeds.</summary>
    /// <param name="list">Lists donations since a time, oldest first; some older ones do no harm.</param>
    /// <param name="outlet">Takes them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<DateTimeOffset, CancellationToken, Task<IReadOnlyList<DecodeResult>>> list, DonationOutlet outlet, CancellationToken cancellationToken)
    {
        if (Begin() is not { } since) return;
        try
        {
            var results = await _pipeline.ExecuteAsync(async token => await list(since - s_slack, token), cancellationToken);
            foreach (var result in results) await outlet.GiveAsync(result, cancellationToken);
            Log.LookedBack(_logger, _service, since, results.Count);
            lock (_gate) _isBehind = false;
            foreach (var result in results) Note(result);
        }
        catch (DonationRefusedException exception)
        {
            Log.LookBackFailed(_logger, _service, exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next connection looks back from the same time.
            Log.Ignored(_logger, _service, "a look back that the connection's end cut short");
        }
    }

    private DateTimeOffset? Begin()
    {
        lock (_gate)
        {
            if (_since is not null)
            {
                _isBehind = true;
                return _since;
            }

            _since = _clock.GetUtcNow();
            return null;
        }
    }
}
