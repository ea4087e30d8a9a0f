using IShowTts.Integrations.Playback;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Registers the overlay.</summary>
internal static class BrowserSourceServiceCollectionExtensions
{
    /// <summary>Adds the overlay's sinks, captions and socket. Call before the sinks are made.</summary>
    public static IServiceCollection AddBrowserSource(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BrowserSourceOptions>().Bind(configuration.GetSection(BrowserSourceOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OverlayRoster>();
        services.TryAddSingleton<OverlaySocket>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAudioSinkProvider, OverlaySinkProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, NoAddressesInLogs>());
        services.AddHostedService<CaptionService>();
        return services;
    }
}
