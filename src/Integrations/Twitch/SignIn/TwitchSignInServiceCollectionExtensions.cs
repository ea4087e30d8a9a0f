using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Registers the Twitch account.</summary>
public static class TwitchSignInServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ITwitchAccount"/>, <see cref="TwitchSignIn"/> and the account's <see cref="ITwitchTokenSource"/>. The host adds an <see cref="ITwitchTokenStore"/>,
    /// and calls this before <see cref="TwitchServiceCollectionExtensions.AddTwitchIrc"/>, which adds the options.
    /// </summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddTwitchAccount(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(MakeClient);
        services.TryAddSingleton(static provider => new TwitchAccount(
            provider.GetRequiredService<ITwitchTokenStore>(),
            provider.GetRequiredService<TwitchIdClient>(),
            provider.GetRequiredService<IOptions<TwitchOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TwitchAccount>>()));
        services.TryAddSingleton<ITwitchAccount>(static provider => provider.GetRequiredService<TwitchAccount>());
        services.TryAddSingleton(static provider => new TwitchSignIn(
            provider.GetRequiredService<ITwitchTokenStore>(),
            provider.GetRequiredService<TwitchIdClient>(),
            provider.GetRequiredService<IOptions<TwitchOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ITwitchTokenSource, AccountTokenSource>();
        return services;
    }

    private static TwitchIdClient MakeClient(IServiceProvider provider)
    {
        var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        return new TwitchIdClient(
            provider.GetRequiredService<IOptions<TwitchOptions>>(), provider.GetRequiredService<TimeProvider>(), random.NextDouble, TimeSpan.FromSeconds(0.5));
    }
}
