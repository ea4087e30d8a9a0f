using IShowTts.Integrations.Playback;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Api;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Speaking;

namespace IShowTts.Worker.Cli;

/// <summary>The parts of the worker that commands use without starting it: configuration, engines, voices, sinks. Dispose it after use.</summary>
internal static class CommandServices
{
    /// <summary>Builds them from the configuration.</summary>
    /// <param name="context">Where logs go, the clock, and what tests replace.</param>
    /// <param name="settings">What the command line says.</param>
    /// <param name="add">Adds what this command needs besides.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static ServiceProvider Build(CommandContext context, WorkerHostSettings settings, Action<IServiceCollection, IConfiguration>? add = null) =>
        Build(context, WorkerConfiguration.Load(settings), settings, add);

    /// <summary>Builds them from a configuration that was read already.</summary>
    /// <param name="context">Where logs go, the clock, and what tests replace.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="settings">What the command line says.</param>
    /// <param name="add">Adds what this command needs besides.</param>
    public static ServiceProvider Build(CommandContext context, WorkerConfiguration configuration, WorkerHostSettings settings, Action<IServiceCollection, IConfiguration>? add = null)
    {
        var root = new ConfigurationBuilder().Add(configuration.Source).Build();
        var services = new ServiceCollection();
        services.AddSingleton(context.Time);
        services.AddSingleton<IConfiguration>(root);
        services.AddSingleton(new DataDirectory(ConfigurationLocations.FindDataDirectory(settings.DataDirectory)));
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new ConsoleLogProvider(context.Error)));
        services.AddWorkerConfiguration(configuration);
        services.AddSpeech(root);
        services.AddModelsFolder();
        services.AddAudioSinks(root);
        services.AddOptions<ApiOptions>().Bind(root.GetSection(ApiOptions.Section));
        add?.Invoke(services, root);
        context.ConfigureServices?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
