using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Control;

/// <summary>Registers the one door for steering.</summary>
internal static class ControlServiceCollectionExtensions
{
    /// <summary>Adds steering and its memory.</summary>
    public static IServiceCollection AddControl(this IServiceCollection services)
    {
        services.TryAddSingleton<SpeechGate>();
        services.TryAddSingleton<ISpeechGate>(provider => provider.GetRequiredService<SpeechGate>());
        services.TryAddSingleton<RecentModeration>();
        services.TryAddSingleton<ISpeechControl, SpeechControl>();
        return services;
    }
}
