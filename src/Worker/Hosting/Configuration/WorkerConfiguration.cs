using System.Collections;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>The worker's configuration: defaults, then the file, then <c>ISHOWTTS__Section__Key</c> of the environment, then the command line. Checked as a whole.</summary>
internal sealed class WorkerConfiguration
{
    /// <summary>What names of environment variables begin with.</summary>
    public const string EnvironmentPrefix = "ISHOWTTS__";

    private readonly ConfigurationLayer environment;
    private readonly ConfigurationLayer commandLine;
    private readonly WorkerConfigurationProvider provider = new();
    private (DateTime Written, long Length) stamp;

    private WorkerConfiguration(WorkerHostSettings settings, string? file, IReadOnlyDictionary<string, string> variables)
    {
        File = file;
        environment = new(
            key => $"environment variable {EnvironmentPrefix}{key.Replace(":", "__", StringComparison.Ordinal)}",
            variables.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value, StringComparer.OrdinalIgnoreCase));
        commandLine = new(_ => "command line", settings.Overrides);
    }

    /// <summary>The file that is read; null when there is none and every key has its default.</summary>
    public string? File { get; }

    /// <summary>Whether the file was written since it was read.</summary>
    public bool IsStale => StampOf(File) != stamp;

    /// <summary>What is in force.</summary>
    public MergedConfiguration Current { get; private set; } = MergedConfiguration.Of();

    /// <summary>Gives the values to the host; tells it when they change.</summary>
    public IConfigurationSource Source => provider;

    /// <summary>Reads and checks everything.</summary>
    /// <param name="settings">What the command line says.</param>
    /// <param name="variables">Environment without the prefix; null for that of the process.</param>
    /// <exception cref="ConfigurationException">Something is wrong; it lists all of it.</exception>
    public static WorkerConfiguration Load(WorkerHostSettings settings, IReadOnlyDictionary<string, string>? variables = null)
    {
        var configuration = new WorkerConfiguration(settings, ConfigurationLocations.FindFile(settings.ConfigFile), variables ?? ReadEnvironment());
        var errors = configuration.TryApply();
        return errors.Count == 0 ? configuration : throw new ConfigurationException(errors);
    }

    /// <summary>Reads and checks everything and says what is wrong instead of throwing.</summary>
    /// <param name="settings">What the command line says.</param>
    /// <param name="errors">What is wrong; empty when all is well.</param>
    /// <param name="variables">Environment without the prefix; null for that of the process.</param>
    public static WorkerConfiguration LoadLeniently(WorkerHostSettings settings, out IReadOnlyList<ConfigurationError> errors, IReadOnlyDictionary<string, string>? variables = null)
    {
        var configuration = new WorkerConfiguration(settings, ConfigurationLocations.FindFile(settings.ConfigFile), variables ?? ReadEnvironment());
        errors = configuration.TryApply();
        return configuration;
    }

    /// <summary>Every key with its default: no file, no environment.</summary>
    public static WorkerConfiguration Defaults()
    {
        var configuration = new WorkerConfiguration(new WorkerHostSettings(), null, new Dictionary<string, string>());
        configuration.TryApply();
        return configuration;
    }

    /// <summary>Reads the file again and puts it in force when nothing is wrong; else everything stays as it was.</summary>
    /// <returns>What is wrong; empty when the new values are in force.</returns>
    public IReadOnlyList<ConfigurationError> TryApply()
    {
        var errors = new List<ConfigurationError>();
        stamp = StampOf(File);
        var fileValues = File is null ? [] : ConfigurationFile.Read(File, errors);
        var merged = MergedConfiguration.Of(new ConfigurationLayer(_ => File ?? "", fileValues), environment, commandLine);
        if (errors.Count == 0)
        {
            ConfigurationCheck.Run(merged, errors);
        }

        if (errors.Count == 0)
        {
            Current = merged;
            provider.Replace(merged.Values);
        }

        return errors;
    }

    private static (DateTime Written, long Length) StampOf(string? file)
    {
        var info = file is null ? null : new FileInfo(file);
        return info is { Exists: true } ? (info.LastWriteTimeUtc, info.Length) : default;
    }

    private static Dictionary<string, string> ReadEnvironment()
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry.Key is string name && name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase) && entry.Value is string value)
            {
                found[name[EnvironmentPrefix.Length..]] = value;
            }
        }

        return found;
    }
}
