using System.Security.Cryptography;
using IShowTts.Integrations.Discord.Link;
using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Discord;

/// <summary>Registers the Discord bot.</summary>
public static class DiscordServiceCollectionExtensions
{
    /// <summary>
    /// Adds the options, checked at start; with <c>Discord:Enabled</c> also <see cref="IDiscordBot"/>, which the host runs by <see cref="IDiscordBotRunner"/>, and the sinks <c>discord:NAME</c>.
    /// Call before the sinks are made.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static IServiceCollection AddDiscord(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(DiscordOptions.Section);
        services.AddOptions<DiscordOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DiscordOptions>, DiscordOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutputOptions>, DiscordSinksValidator>());
        if (!bool.TryParse(section[nameof(DiscordOptions.Enabled)], out var isEnabled) || !isEnabled) return services;

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IBridgeLauncher>(static provider => new NodeBridgeLauncher(
            provider.GetRequiredService<IOptions<DiscordOptions>>().Value, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<DiscordBot>>()));
        services.TryAddSingleton(static provider => new DiscordBot(
            provider.GetRequiredService<IOptions<DiscordOptions>>().Value,
            provider.GetRequiredService<IBridgeLauncher>(),
            provider.GetRequiredService<TimeProvider>(),
            // Many workers lose Discord at the same moment; they must not come back at the same moment.
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)).NextDouble,
            provider.GetRequiredService<ILogger<DiscordBot>>()));
        services.TryAddSingleton<IDiscordBotRunner>(static provider => provider.GetRequiredService<DiscordBot>());
        services.TryAddSingleton<IDiscordBot>(static provider => provider.GetRequiredService<DiscordBot>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAudioSinkProvider, DiscordSinkProvider>());
        return services;
    }
}
