using IShowTts.Tts.Espeak;
using IShowTts.Tts.F5;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Synthesis;

/// <summary>Adds speech: all engines behind one <see cref="ISpeechSynthesizer"/>.</summary>
public static class SpeechServiceCollectionExtensions
{
    /// <summary>
    /// Adds every engine, <see cref="VoiceCatalog"/>, and the one <see cref="ISpeechSynthesizer"/> that speaks with all of them:
    /// chunks of 48 kHz mono, all voices at one loudness and below one true peak, without silence at the ends.
    /// When a voice's engine fails, the next voice of its chain speaks (<see cref="Voice.Fallback"/>).
    /// </summary>
    /// <param name="services">Where to add. A synthesizer that is there already stays; engines of other features are spoken with too.</param>
    /// <param name="configuration">The whole configuration; each feature reads its own section.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddEspeak(configuration);
        services.AddF5(configuration);
        services.AddOnnx(configuration);
        services.AddVoices(configuration);
        services.AddMetrics();
        services.AddOptions<LoudnessOptions>().Bind(configuration.GetSection(LoudnessOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FallbackOptions>().Bind(configuration.GetSection(FallbackOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<SpeechMetrics>();
        services.TryAddSingleton<EngineBreakers>();
        services.TryAddSingleton<IFallbackVoices, FallbackVoices>();
        services.TryAddSingleton(Build);
        return services;
    }

    private static ISpeechSynthesizer Build(IServiceProvider provider)
    {
        var loudness = provider.GetRequiredService<IOptions<LoudnessOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        var logs = provider.GetRequiredService<ILoggerFactory>();
        return new SynthesizerBuilder(new RoutingSynthesizer(provider.GetServices<ISpeechEngine>()))
            .Use(inner => new FallbackSynthesizer(
                inner, provider.GetRequiredService<IFallbackVoices>(), provider.GetRequiredService<EngineBreakers>(), time, logs.CreateLogger<FallbackSynthesizer>()))
            .Use(inner => new LoggingSynthesizer(inner, time, logs.CreateLogger<LoggingSynthesizer>()))
            .Use(inner => new MeteredSynthesizer(inner, time, provider.GetRequiredService<SpeechMetrics>()))
            .Use(inner => new LoudnessSynthesizer(inner, loudness, time, logs.CreateLogger<LoudnessSynthesizer>()))
            .Use(inner => new SilenceTrimmingSynthesizer(inner, TimeSpan.FromMilliseconds(loudness.SilenceMilliseconds)))
            .Use(inner => new ResamplingSynthesizer(inner))
            .Build();
    }
}
