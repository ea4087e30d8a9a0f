using System.Security.Cryptography;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch;

/// <summary>Registers the Twitch chat source.</summary>
public static class TwitchServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IEventSource"/> and an <see cref="IChatWriter"/> for the channel of <c>Twitch:Channel</c>; adds only the options when
    /// none is set. A host may register its own <see cref="ITwitchTokenSource"/> before.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static IServiceCollection AddTwitchIrc(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(TwitchOptions.Section);
        services.AddOptions<TwitchOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TwitchOptions>, TwitchOptionsValidator>());
        if (string.IsNullOrWhiteSpace(section[nameof(TwitchOptions.Channel)])) return services;

        if (!string.IsNullOrWhiteSpace(section[nameof(TwitchOptions.ClientId)])) services.AddTwitchHelix();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITwitchTokenSource, ConfiguredTokenSource>();
        services.TryAddSingleton(static provider => new ChatSwitch(
            new CheermotePrefixes(provider.GetRequiredService<IOptions<TwitchOptions>>().Value.CheermotePrefixes), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(MakeSource);
        services.AddSingleton<IEventSource>(provider => provider.GetRequiredService<TwitchIrcEventSource>());
        services.AddSingleton<IChatWriter>(provider => provider.GetRequiredService<TwitchIrcEventSource>());
        return services;
    }

    private static TwitchIrcEventSource MakeSource(IServiceProvider provider)
    {
        // Many workers lose Twitch at the same moment; they must not come back at the same moment.
        var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        return new TwitchIrcEventSource(
            provider.GetRequiredService<IOptions<TwitchOptions>>(),
            provider.GetRequiredService<ITwitchTokenSource>(),
            provider.GetRequiredService<TimeProvider>(),
            random.NextDouble,
            provider.GetRequiredService<ILogger<TwitchIrcEventSource>>(),
            provider.GetRequiredService<ChatSwitch>());
    }
}
