using IShowTts.Tts.F5;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Speaking;

/// <summary>Registers the speaker.</summary>
internal static class SpeakingServiceCollectionExtensions
{
    /// <summary>Lets F5-TTS look for its models in the data directory when no other folder is configured.</summary>
    public static IServiceCollection AddModelsFolder(this IServiceCollection services)
    {
        services.AddOptions<F5Options>().PostConfigure<DataDirectory>(static (options, data) =>
            options.ModelsFolder = options.ModelsFolder.Length > 0 ? options.ModelsFolder : data.ModelsFolder);
        return services;
    }

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
