using IShowTts.Worker.Queue.Sqlite;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Queue;

/// <summary>Adds the durable queue.</summary>
internal static class QueueServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IUtteranceQueue"/> over the file of <see cref="Hosting.DataDirectory"/>. Options are checked at start.</summary>
    public static IServiceCollection AddQueue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QueueOptions>().Bind(configuration.GetSection(QueueOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SqliteUtteranceQueue>();
        services.TryAddSingleton<IUtteranceQueue>(static provider => provider.GetRequiredService<SqliteUtteranceQueue>());
        services.TryAddSingleton<IRedemptionLedger>(static provider => provider.GetRequiredService<SqliteUtteranceQueue>());
        services.AddHostedService<QueueOpening>();
        return services;
    }
}
