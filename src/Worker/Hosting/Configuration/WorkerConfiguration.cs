using System.Collections;
using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>The worker's configuration: defaults, then the file, then the overrides file of the data directory, then <c>ISHOWTTS__Section__Key</c> of the environment, then the command line. Checked as a whole.</summary>
internal sealed class WorkerConfiguration
{
    /// <summary>What names of environment variables begin with.</summary>
    public const string EnvironmentPrefix = "ISHOWTTS__";

    /// <summary>Empty: a folder of the data directory. Filled in here, as rules of other keys (the default voice) depend on what lies there.</summary>
    private const string UploadsFolderKey = VoiceOptions.Section + ":" + nameof(VoiceOptions.UploadsFolder);

    private readonly Lock gate = new();
    private readonly DataDirectory? data;
    private readonly ConfigurationLayer environment;
    private readonly ConfigurationLayer commandLine;
    private readonly WorkerConfigurationProvider provider = new();
    private ((DateTime, long) File, (DateTime, long) Overrides) stamp;

    private WorkerConfiguration(WorkerHostSettings settings, string? file, DataDirectory? data, IReadOnlyDictionary<string, string> variables)
    {
        File = file;
        this.data = data;
        Overrides = data is null ? null : new OverridesFile(data.OverridesFile);
        environment = new(
            ConfigurationPlace.Environment,
            key => $"environment variable {EnvironmentPrefix}{key.Replace(":", "__", StringComparison.Ordinal)}",
            variables.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value, StringComparer.OrdinalIgnoreCase));
        commandLine = new(ConfigurationPlace.CommandLine, _ => "command line", settings.Overrides);
    }

    /// <summary>The file that is read; null when there is none and every key has its default.</summary>
    public string? File { get; }

    /// <summary>What was changed through the API, in the data directory; null when only defaults are wanted.</summary>
    public OverridesFile? Overrides { get; }

    /// <summary>Whether a file was written since it was read.</summary>
    public bool IsStale => Stamp() != stamp;

    /// <summary>What was in force when the worker started: keys that need a restart still have these values.</summary>
    public MergedConfiguration Started { get; private set; } = MergedConfiguration.Of();

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
        var configuration = Find(settings, variables);
        var errors = configuration.TryApply();
        configuration.Started = configuration.Current;
        return errors.Count == 0 ? configuration : throw new ConfigurationException(errors);
    }

    /// <summary>Reads and checks everything and says what is wrong instead of throwing.</summary>
    /// <param name="settings">What the command line says.</param>
    /// <param name="errors">What is wrong; empty when all is well.</param>
    /// <param name="variables">Environment without the prefix; null for that of the process.</param>
    public static WorkerConfiguration LoadLeniently(WorkerHostSettings settings, out IReadOnlyList<ConfigurationError> errors, IReadOnlyDictionary<string, string>? variables = null)
    {
        var configuration = Find(settings, variables);
        errors = configuration.TryApply();
        return configuration;
    }

    /// <summary>Every key with its default: no file, no environment.</summary>
    public static WorkerConfiguration Defaults()
    {
        var configuration = new WorkerConfiguration(new WorkerHostSettings(), null, null, new Dictionary<string, string>());
        configuration.TryApply();
        return configuration;
    }

    /// <summary>Reads the files again and puts them in force when nothing is wrong; else everything stays as it was. Thread safe.</summary>
    /// <returns>What is wrong; empty when the new values are in force.</returns>
    public IReadOnlyList<ConfigurationError> TryApply()
    {
        lock (gate)
        {
            var errors = new List<ConfigurationError>();
            stamp = Stamp();
            var merged = Merge(Overrides?.Read(errors) ?? [], errors);
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
    }

    /// <summary>What would be in force with other overrides; changes nothing.</summary>
    /// <param name="overrides">All the overrides, flat.</param>
    /// <param name="errors">Gets everything that would be wrong.</param>
    public MergedConfiguration Try(IReadOnlyDictionary<string, string?> overrides, List<ConfigurationError> errors)
    {
        var merged = Merge(overrides, errors);
        if (errors.Count == 0)
        {
            ConfigurationCheck.Run(merged, errors);
        }

        return merged;
    }

    private static WorkerConfiguration Find(WorkerHostSettings settings, IReadOnlyDictionary<string, string>? variables) => new(
        settings,
        ConfigurationLocations.FindFile(settings.ConfigFile),
        new DataDirectory(ConfigurationLocations.FindDataDirectory(settings.DataDirectory)),
        variables ?? ReadEnvironment());

    private MergedConfiguration Merge(IReadOnlyDictionary<string, string?> overrides, List<ConfigurationError> errors)
    {
        var merged = MergedConfiguration.Of(
            new ConfigurationLayer(ConfigurationPlace.File, _ => File ?? "", File is null ? [] : ConfigurationFile.Read(File, errors)),
            new ConfigurationLayer(ConfigurationPlace.Overrides, _ => Overrides?.Path ?? "", overrides),
            environment,
            commandLine);
        return data is null || merged.Values.GetValueOrDefault(UploadsFolderKey) is { Length: > 0 }
            ? merged
            : merged with { Values = new Dictionary<string, string?>(merged.Values, StringComparer.OrdinalIgnoreCase) { [UploadsFolderKey] = data.VoicesFolder } };
    }

    private ((DateTime, long) File, (DateTime, long) Overrides) Stamp() => (StampOf(File), StampOf(Overrides?.Path));

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
