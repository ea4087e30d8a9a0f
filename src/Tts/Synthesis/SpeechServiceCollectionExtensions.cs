using IShowTts.Tts.Espeak;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Tts.Synthesis;

/// <summary>Adds speech: all engines behind one <see cref="ISpeechSynthesizer"/>.</summary>
public static class SpeechServiceCollectionExtensions
{
    /// <summary>Adds every engine and the one <see cref="ISpeechSynthesizer"/> that speaks with all of them, in chunks of 48 kHz mono.</summary>
    /// <param name="services">Where to add. A synthesizer or an engine that is there already stays.</param>
    /// <param name="configuration">The whole configuration; each feature reads its own section.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddEspeak(configuration);
        services.AddVoices(configuration);
        services.TryAddSingleton(provider => new SynthesizerBuilder(new RoutingSynthesizer(provider.GetServices<ISpeechEngine>()))
            .Use(inner => new ResamplingSynthesizer(inner))
            .Build());
        return services;
    }
}
