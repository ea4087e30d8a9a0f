using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Playout;

/// <summary>Registers the player.</summary>
internal static class PlayoutServiceCollectionExtensions
{
    /// <summary>Adds the player, its sinks' pumps and its options.</summary>
    public static IServiceCollection AddPlayout(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PlayoutOptions>().Bind(configuration.GetSection(PlayoutOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ActiveCues>();
        services.TryAddSingleton<CueChannel>();
        services.TryAddSingleton<NowPlaying>();
        services.TryAddSingleton<SinkSet>();
        services.TryAddSingleton<ISinkReports>(provider => provider.GetRequiredService<SinkSet>());
        services.TryAddSingleton<CuePlayer>();
        services.AddHostedService<PlayoutService>();
        return services;
    }
}
