using System.Threading.Channels;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Donations;

/// <summary>Where one connection's donations go: repeats are dropped, health and log are told.</summary>
/// <param name="service">The service.</param>
/// <param name="events">Takes the donations; bounded.</param>
/// <param name="given">Ids given before, by earlier connections too.</param>
/// <param name="health">How the source is.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
/// <remarks>Any thread: what is listed and what comes live are given side by side.</remarks>
internal sealed class DonationOutlet(string service, ChannelWriter<StreamEvent> events, GivenDonations given, HealthBoard health, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _giving = new(1, 1);
    private long? _connectedAt;

    /// <summary>Whether donations come.</summary>
    public bool IsConnected => _connectedAt is not null;

    /// <summary>How long donations have been coming; zero before they do.</summary>
    public TimeSpan ConnectedFor => _connectedAt is { } at ? clock.GetElapsedTime(at) : TimeSpan.Zero;

    /// <summary>Tells that donations come from now on.</summary>
    public void Connected()
    {
        if (_connectedAt is not null) return;
        _connectedAt = clock.GetTimestamp();
        health.Tell(SourceState.Connected);
        Log.Connected(logger, service);
    }

    /// <summary>Gives what a decoder made of a message.</summary>
    /// <param name="result">A donation, or why there is none.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    public async ValueTask GiveAsync(DecodeResult result, CancellationToken cancellationToken)
    {
        if (result.Event is not { } donation)
        {
            if (result.Code == DecodeCodes.Malformed) Log.Unreadable(logger, service, result.Detail);
            else Log.Ignored(logger, service, result.Detail);
            return;
        }

        await _giving.WaitAsync(cancellationToken);
        try
        {
            health.TellEvent();
            if (given.TryAdd(donation.Id)) await WriteAsync(donation, cancellationToken);
            else Log.Repeated(logger, service, donation.Id);
        }
        finally
        {
            _giving.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _giving.Dispose();

    private async ValueTask WriteAsync(StreamEvent donation, CancellationToken cancellationToken)
    {
        try
        {
            await events.WriteAsync(donation, cancellationToken);
        }
        catch
        {
            // Nobody got it: the next look back finds it again, and then it is no repeat.
            given.Forget(donation.Id);
            throw;
        }
    }
}
