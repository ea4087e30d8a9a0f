using IShowTts.Worker.Api;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Tells whether a worker runs with this data directory, and how it is; when none does, whether one could listen.</summary>
/// <param name="directory">The data directory.</param>
/// <param name="canListen">Whether the configured address and port are free.</param>
/// <param name="place">The configured address and port, for people.</param>
internal sealed class RunningWorkerDoctorCheck(DataDirectory directory, Func<bool> canListen, string place) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "worker";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(directory.AddressFile))
        {
            return canListen()
                ? Finding.Ok(Name, $"No worker runs; {place} is free for one.")
                : Finding.Error(Name, $"No worker runs with this data directory, but {place} is taken by another program.", "Choose another port: --port N or Api:Port; 0 takes any free one.");
        }

        try
        {
            using var client = WorkerClient.Connect(directory);
            var health = await client.SendAsync(HttpMethod.Get, "/healthz", ApiJsonContext.Default.HealthBody, directory, cancellationToken);
            return health.Alarms.Count == 0
                ? Finding.Ok(Name, $"A worker runs at {client.Address} and is {health.Status}.{WhereSpeechIsHeard(health)}")
                : [.. health.Alarms.Select(alarm => new Finding(Name, FindingLevel.Warning, $"The running worker says: {alarm.Text}", "Do what the alarm says."))];
        }
        catch (WorkerClientException exception)
        {
            return Finding.Warning(Name, $"A worker was started with this data directory but does not answer: {exception.Message}", $"If none runs, it ended without a goodbye: rm {directory.AddressFile}");
        }
    }

    /// <summary>Which of several sinks counts. An alarm of a lost one says it by itself.</summary>
    private static string WhereSpeechIsHeard(HealthBody health) =>
        health.Sinks is [_, _, ..] && health.Sinks.FirstOrDefault(static sink => sink.Counts) is { } counting
            ? $" The sink that counts is {counting.Name}{(counting.Detail.Length == 0 ? "." : $": {counting.Detail}")}"
            : "";
}
