using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Voices;

/// <summary>Adds the voice catalog.</summary>
public static class VoiceServiceCollectionExtensions
{
    /// <summary>Adds <see cref="VoiceCatalog"/> and its options; the voices file is checked at start.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="configuration">Holds the section <c>Voices</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddVoices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VoiceOptions>().Bind(configuration.GetSection(VoiceOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<VoiceOptions>, VoiceOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<VoiceFileWatch>();
        services.TryAddSingleton(provider => new VoiceCatalog(
            provider.GetServices<ISpeechEngine>(),
            provider.GetRequiredService<IOptionsMonitor<VoiceOptions>>(),
            provider.GetRequiredService<VoiceFileWatch>(),
            provider.GetRequiredService<ILogger<VoiceCatalog>>()));
        services.TryAddSingleton(provider => new UploadedVoices(
            provider.GetRequiredService<IOptionsMonitor<VoiceOptions>>(),
            provider.GetRequiredService<VoiceFileWatch>(),
            provider.GetRequiredService<VoiceCatalog>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
