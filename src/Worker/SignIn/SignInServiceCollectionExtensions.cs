using IShowTts.Integrations.Twitch.SignIn;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.SignIn;

/// <summary>Registers the Twitch account of this data directory.</summary>
internal static class SignInServiceCollectionExtensions
{
    /// <summary>Adds the account, its encrypted store and the choice of features. Needs the options of Twitch, intake and commands; call it before AddTwitchIrc.</summary>
    public static IServiceCollection AddTwitchSignIn(this IServiceCollection services)
    {
        services.TryAddSingleton<ITwitchTokenStore, ProtectedTokenStore>();
        services.TryAddSingleton<ITwitchFeatureChoice, ConfiguredTwitchFeatures>();
        services.AddTwitchAccount();
        return services;
    }

    /// <summary>Adds what looks after the account while the worker runs.</summary>
    public static IServiceCollection AddTwitchAccountWatch(this IServiceCollection services) => services.AddHostedService<TwitchAccountWatch>();
}
