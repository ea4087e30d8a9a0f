using System.Security.Cryptography;
using IShowTts.Integrations.Twitch.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Registers calls of Twitch's Helix API.</summary>
public static class HelixServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ITwitchRewards"/>. Needs the options of the section <c>Twitch</c> and an <see cref="ITwitchAccount"/> of the host; asks for them when first used.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddTwitchHelix(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(MakeClient);
        services.TryAddSingleton<ITwitchRewards, HelixRewards>();
        return services;
    }

    private static HelixClient MakeClient(IServiceProvider provider) => new(
        provider.GetRequiredService<IOptions<TwitchOptions>>(),
        provider.GetRequiredService<ITwitchAccount>(),
        provider.GetRequiredService<TimeProvider>(),
        // Many workers lose Twitch at the same moment; they must not come back at the same moment.
        // Calls run at the same time, so the numbers come from a generator that is thread safe.
        static () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue,
        provider.GetRequiredService<ILogger<HelixClient>>());
}
