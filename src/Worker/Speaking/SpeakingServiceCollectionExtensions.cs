using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Speaking;

/// <summary>Registers the speaker.</summary>
internal static class SpeakingServiceCollectionExtensions
{
    /// <summary>Adds the loop that takes utterances and synthesizes them, and its options.</summary>
    public static IServiceCollection AddSpeaking(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SpeakingOptions>().Bind(configuration.GetSection(SpeakingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IVoiceResolver, CatalogVoiceResolver>();
        services.TryAddSingleton<CueSynthesis>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEngineObserver, EngineAlarms>());
        services.AddHostedService<SpeakingService>();
        services.AddHostedService<VoiceWarmUp>();
        return services;
    }
}
