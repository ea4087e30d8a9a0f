using IShowTts.Integrations.AudioDevice;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Playback;

/// <summary>Registers the sinks.</summary>
public static class AudioSinksServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="AudioSinkFactory"/>, <see cref="AudioDeviceLister"/>, <see cref="DeviceProbe"/> and one <see cref="IAudioSink"/> for each entry of
    /// <c>Outputs:Sinks</c>, in their order. Sinks that a host registered before are kept instead.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static IServiceCollection AddAudioSinks(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var outputs = configuration.GetSection(OutputOptions.Section);
        services.AddOptions<OutputOptions>().Bind(outputs).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutputOptions>, OutputOptionsValidator>());
        services.AddOptions<AudioDeviceOptions>().Bind(configuration.GetSection(AudioDeviceOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AudioSinkFactory>();
        services.TryAddSingleton<AudioDeviceLister>();
        services.TryAddSingleton<DeviceProbe>();
        if (services.Any(service => service.ServiceType == typeof(IAudioSink))) return services;

        var count = Math.Max(1, outputs.GetSection(nameof(OutputOptions.Sinks)).GetChildren().Count());
        for (var i = 0; i < count; i++)
        {
            var index = i;
            services.AddSingleton(provider => provider.GetRequiredService<AudioSinkFactory>().CreateConfigured(index));
        }

        return services;
    }
}
