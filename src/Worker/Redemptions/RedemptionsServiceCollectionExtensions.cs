using System.Security.Cryptography;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Redemptions;

/// <summary>Registers the settlement of redemptions.</summary>
internal static class RedemptionsServiceCollectionExtensions
{
    /// <summary>Adds the settlement; needs the queue. <see cref="ITwitchRewards"/> and <see cref="ITwitchAccount"/> are used when they are there.</summary>
    public static IServiceCollection AddRedemptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SettlementOptions>().Bind(configuration.GetSection(SettlementOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SettlementOptions>, SettlementOptionsValidator>());
        services.TryAddSingleton(static provider =>
        {
            var (rewards, options) = (RewardsOf(provider), provider.GetRequiredService<IOptionsMonitor<SettlementOptions>>());
            return new OwnRewards(() => rewards is not null && options.CurrentValue.Enabled);
        });
        services.TryAddSingleton<IOwnRewards>(static provider => provider.GetRequiredService<OwnRewards>());
        services.TryAddSingleton(static provider => new RewardCatalog(
            RewardsOf(provider),
            provider.GetRequiredService<IRedemptionLedger>(),
            provider.GetRequiredService<OwnRewards>(),
            provider.GetRequiredService<ILogger<RewardCatalog>>()));
        services.TryAddSingleton<RefundReplies>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITwitchBackfill, MissedRedemptions>(static provider => new MissedRedemptions(
            RewardsOf(provider),
            provider.GetRequiredService<RewardCatalog>(),
            provider.GetRequiredService<OwnRewards>(),
            provider.GetRequiredService<IRedemptionLedger>(),
            provider.GetRequiredService<IUtteranceQueue>(),
            provider.GetRequiredService<IOptionsMonitor<SettlementOptions>>(),
            provider.GetRequiredService<IOptions<TwitchOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MissedRedemptions>>())));
        services.TryAddSingleton(static provider => new SettlementRound(
            provider.GetRequiredService<IRedemptionLedger>(),
            RewardsOf(provider),
            provider.GetRequiredService<RewardCatalog>(),
            provider.GetRequiredService<IOptionsMonitor<SettlementOptions>>(),
            provider.GetRequiredService<AlarmBoard>(),
            provider.GetRequiredService<TimeProvider>(),
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)).NextDouble,
            provider.GetRequiredService<ILogger<SettlementRound>>()));
        services.AddHostedService(static provider => new RedemptionSettlement(
            provider.GetRequiredService<IRedemptionLedger>(),
            provider.GetRequiredService<SettlementRound>(),
            provider.GetRequiredService<RefundReplies>(),
            provider.GetRequiredService<RewardCatalog>(),
            provider.GetRequiredService<IOptionsMonitor<SettlementOptions>>(),
            provider.GetService<ITwitchAccount>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedemptionSettlement>>()));
        return services;
    }

    /// <summary>Rewards can be asked for only where there is a sign-in.</summary>
    private static ITwitchRewards? RewardsOf(IServiceProvider provider) =>
        provider.GetService<ITwitchAccount>() is null ? null : provider.GetService<ITwitchRewards>();
}
