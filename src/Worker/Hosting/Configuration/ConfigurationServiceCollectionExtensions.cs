using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Registers the configuration.</summary>
internal static class ConfigurationServiceCollectionExtensions
{
    /// <summary>Adds the configuration and its reloading. Call it before any other feature.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The checked configuration, whose source the host's configuration already has.</param>
    public static IServiceCollection AddWorkerConfiguration(this IServiceCollection services, WorkerConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration);
        services.AddSingleton(typeof(IConfigureOptions<>), typeof(ListDefaultsReset<>));
        services.TryAddSingleton<ConfigurationReloader>();
        services.AddHostedService(static provider => provider.GetRequiredService<ConfigurationReloader>());
        services.TryAddSingleton<IConfigurationOverrides, ConfigurationOverrides>();
        return services;
    }
}
