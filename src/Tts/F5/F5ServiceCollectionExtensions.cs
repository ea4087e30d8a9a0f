using IShowTts.Tts.F5.Speaking;
using IShowTts.Tts.F5.Text.Chinese;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.F5;

/// <summary>Adds F5-TTS.</summary>
public static class F5ServiceCollectionExtensions
{
    /// <summary>Adds the F5-TTS engine and its options. It has the voices of the voices file that are cloned; no model is loaded before one of them speaks.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="configuration">Holds the section <c>Tts:F5</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddF5(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOnnx(configuration);
        services.AddVoices(configuration);
        services.AddOptions<F5Options>().Bind(configuration.GetSection(F5Options.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<F5Options>, F5OptionsValidator>());
        services.TryAddSingleton<IVoicePrompts, VoicePrompts>();
        services.TryAddSingleton(_ => new ChineseTextSource(ChineseTextSource.BesideProgram));
        services.TryAddSingleton<IVoiceboxLoader, VoiceboxLoader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISpeechEngine, F5Synthesizer>());
        return services;
    }
}
