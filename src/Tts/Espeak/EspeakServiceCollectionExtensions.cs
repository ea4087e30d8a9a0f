using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Tts.Espeak;

/// <summary>Adds eSpeak NG.</summary>
public static class EspeakServiceCollectionExtensions
{
    /// <summary>Adds the eSpeak NG engine and its options; nothing is loaded until it first speaks.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="configuration">Holds the section <c>Espeak</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddEspeak(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EspeakOptions>().Bind(configuration.GetSection(EspeakOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISpeechEngine, EspeakSynthesizer>());
        return services;
    }
}
