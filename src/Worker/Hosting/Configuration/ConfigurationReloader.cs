using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Watches the configuration file and the overrides file. A good edit is put in force as a whole; a bad one is told and changes nothing.</summary>
internal sealed class ConfigurationReloader(WorkerConfiguration configuration, TimeProvider time, AlarmBoard alarms, ILogger<ConfigurationReloader> logger) : BackgroundService
{
    private const string AlarmKey = "configuration";

    /// <summary>Editors write in several steps; the file is read when it was quiet for this long.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();

    /// <summary>Told after every edit with what is wrong; an empty list when the new values are in force.</summary>
    public event Action<IReadOnlyList<ConfigurationError>>? Applied;

    /// <summary>Reads the files again now. Thread safe.</summary>
    public void Apply()
    {
        lock (gate)
        {
            var errors = Read();
            Applied?.Invoke(errors);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var files = new ConfigurationFileWatch(configuration);
        var next = files.NextChangeAsync();
        try
        {
            if (configuration.IsStale)
            {
                // Edited between the reading at start and now: nobody was watching yet.
                Apply();
            }

            while (true)
            {
                await next.WaitAsync(stoppingToken);
                next = files.NextChangeAsync();
                await Task.Delay(Settle, time, stoppingToken);
                Apply();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.ReloadStopped(logger);
        }
    }

    private IReadOnlyList<ConfigurationError> Read()
    {
        var before = configuration.Current.Values;
        var errors = configuration.TryApply();
        foreach (var error in errors)
        {
            Log.BadEdit(logger, error.ToString());
        }

        if (errors.Count > 0)
        {
            alarms.Raise(AlarmKey, $"The edited configuration is not used, the old values stay. {errors[0]}{(errors.Count > 1 ? $" (and {errors.Count - 1} more: ishowtts config validate)" : "")}");
        }
        else
        {
            alarms.Clear(AlarmKey);
            Tell(before, configuration.Current.Values);
        }

        return errors;
    }

    private void Tell(IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after)
    {
        var changed = before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal)
            .ToArray();
        foreach (var key in changed)
        {
            if (RestartRule.NeedsRestart(key))
            {
                Log.ChangedAfterRestart(logger, key);
            }
            else
            {
                Log.Changed(logger, key);
            }
        }
    }
}
