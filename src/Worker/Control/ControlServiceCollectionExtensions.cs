using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Control;

/// <summary>Registers the one door for steering.</summary>
internal static class ControlServiceCollectionExtensions
{
    /// <summary>Adds steering, its memory, and the watch over what waits for approval.</summary>
    public static IServiceCollection AddControl(this IServiceCollection services)
    {
        services.TryAddSingleton<SpeechGate>();
        services.TryAddSingleton<ISpeechGate>(provider => provider.GetRequiredService<SpeechGate>());
        services.TryAddSingleton<RecentModeration>();
        services.TryAddSingleton<ISpeechControl, SpeechControl>();
        services.AddHostedService<HeldWatch>();
        return services;
    }
}
