using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Each donation service that has a token can be reached and accepts it. It is connected to for a moment; what it gives meanwhile is not spoken by this process.</summary>
/// <param name="sources">The configured services.</param>
/// <param name="patience">How long each may take; all are tried at once.</param>
/// <param name="time">The clock.</param>
internal sealed class DonationsDoctorCheck(IReadOnlyList<IEventSource> sources, TimeSpan patience, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public string Name => "donations";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        if (sources.Count == 0)
        {
            return Finding.Ok(Name, "No donation service has a token.");
        }

        return [.. (await Task.WhenAll(sources.Select(source => LookAsync(source, cancellationToken)))).SelectMany(static findings => findings)];
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(IEventSource source, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(source, stop.Token);
        var start = time.GetTimestamp();
        while (source.Health.State is SourceState.Idle or SourceState.Connecting && !reading.IsCompleted && time.GetElapsedTime(start) < patience)
        {
            await Task.Delay(Interval, time, cancellationToken);
        }

        var health = source.Health;
        await stop.CancelAsync();
        await reading;
        return health.State switch
        {
            SourceState.Connected => Finding.Ok(Name, $"{source.Name} is connected to; its token is accepted."),
            SourceState.Failed => Finding.Error(Name, health.Detail, $"Set a new token for {source.Name}, or remove it."),
            _ => Finding.Warning(Name, $"{source.Name} was not connected to: {health.Detail}", "Check the network and the token; the worker goes on trying."),
        };
    }

    private static async Task ReadAsync(IEventSource source, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var unused in source.ReadAsync(cancellationToken))
            {
                // Only whether it connects is asked here.
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was looked at.
        }
    }
}
