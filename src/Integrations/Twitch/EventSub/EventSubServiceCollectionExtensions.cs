using System.Security.Cryptography;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Registers the source that reads Twitch over EventSub.</summary>
public static class EventSubServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IEventSource"/> and an <see cref="IChatWriter"/> for the channel of <c>Twitch:Channel</c>, when <c>Twitch:ClientId</c> is set too.
    /// Needs <see cref="TwitchServiceCollectionExtensions.AddTwitchIrc"/> and an <see cref="ITwitchAccount"/>; asks every <see cref="ITwitchBackfill"/> what was missed.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static IServiceCollection AddTwitchEventSub(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(TwitchOptions.Section);
        if (string.IsNullOrWhiteSpace(section[nameof(TwitchOptions.Channel)]) || string.IsNullOrWhiteSpace(section[nameof(TwitchOptions.ClientId)])) return services;

        services.AddTwitchHelix();
        services.TryAddSingleton<HelixEventSub>();
        services.TryAddSingleton<HelixChat>();
        services.TryAddSingleton(MakeSource);
        services.AddSingleton<IEventSource>(static provider => provider.GetRequiredService<TwitchEventSubSource>());
        services.AddSingleton<IChatWriter>(static provider => provider.GetRequiredService<TwitchEventSubSource>());
        return services;
    }

    private static TwitchEventSubSource MakeSource(IServiceProvider provider) => new(
        provider.GetRequiredService<IOptions<TwitchOptions>>(),
        new EventSubParts(
            provider.GetRequiredService<ITwitchAccount>(),
            provider.GetRequiredService<HelixEventSub>(),
            provider.GetRequiredService<HelixChat>(),
            provider.GetService<ITwitchFeatureChoice>(),
            [.. provider.GetServices<ITwitchBackfill>()]),
        provider.GetRequiredService<ChatSwitch>(),
        provider.GetRequiredService<TimeProvider>(),
        // Many workers lose Twitch at the same moment; they must not come back at the same moment.
        static () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue,
        provider.GetRequiredService<ILogger<TwitchEventSubSource>>());
}
