using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Onnx;

/// <summary>Adds ONNX Runtime.</summary>
public static class OnnxServiceCollectionExtensions
{
    /// <summary>Adds ONNX Runtime and its options; no library is loaded before the first model is.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="configuration">Holds the section <c>Tts:Onnx</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddOnnx(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OnnxOptions>().Bind(configuration.GetSection(OnnxOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IProviderPlatform, ProviderPlatform>();
        services.TryAddSingleton<OnnxSessions>();
        services.TryAddSingleton(provider => new OnnxDiagnosis(
            provider.GetRequiredService<IOptions<OnnxOptions>>(),
            provider.GetRequiredService<IProviderPlatform>(),
            provider.GetRequiredService<ILogger<OnnxDiagnosis>>()));
        services.TryAddSingleton<IGemmCeiling, GemmCeiling>();
        return services;
    }
}
