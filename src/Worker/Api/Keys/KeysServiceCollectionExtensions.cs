using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Registers who may call: keys, sessions, and what is done about wrong ones.</summary>
internal static class KeysServiceCollectionExtensions
{
    /// <summary>Adds them. Needs the token, a data directory and a clock.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.TryAddSingleton<ApiKeyFile>();
        services.TryAddSingleton<KeyUse>();
        services.TryAddSingleton<KeyRing>();
        services.TryAddSingleton<WrongKeys>();
        services.TryAddSingleton<LoginCodes>();
        services.TryAddSingleton<SessionFile>();
        services.TryAddSingleton<Sessions>();
        services.TryAddSingleton<DashboardLink>();
        services.TryAddSingleton<Authenticator>();
        services.AddHostedService<KeyWatch>();
        return services;
    }
}
