using System.Security.Cryptography;
using IShowTts.Integrations.Donations.DonationAlerts;
using IShowTts.Integrations.Donations.StreamElements;
using IShowTts.Integrations.Donations.Streamlabs;
using IShowTts.Integrations.Donations.Tipeee;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Donations;

/// <summary>Registers the donation services that are read over a connection of ours.</summary>
public static class DonationsServiceCollectionExtensions
{
    /// <summary>Names of the sources that can be added.</summary>
    public static IReadOnlySet<string> ServiceNames { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        StreamElementsDecoder.Service, StreamlabsDecoder.Service, TipeeeStreamDecoder.Service, DonationAlertsDecoder.Service,
    };

    /// <summary>Adds the options of each service, and an <see cref="IEventSource"/> for each that has a token.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static IServiceCollection AddDonationServices(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.Add<StreamElementsOptions, StreamElementsOptionsValidator>(
            configuration, StreamElementsOptions.Section, nameof(StreamElementsOptions.Token), (options, clock, _, logger) => new StreamElementsFeed(options, clock, logger));
        services.Add<StreamlabsOptions, StreamlabsOptionsValidator>(
            configuration, StreamlabsOptions.Section, nameof(StreamlabsOptions.Token), (options, clock, _, logger) => new StreamlabsFeed(options, clock, logger));
        services.Add<TipeeeStreamOptions, TipeeeStreamOptionsValidator>(
            configuration, TipeeeStreamOptions.Section, nameof(TipeeeStreamOptions.ApiKey), (options, clock, random, logger) => new TipeeeStreamFeed(options, clock, random, logger));
        services.Add<DonationAlertsOptions, DonationAlertsOptionsValidator>(
            configuration, DonationAlertsOptions.Section, nameof(DonationAlertsOptions.Token), (options, clock, random, logger) => new DonationAlertsFeed(options, clock, random, logger));
        return services;
    }

    private static void Add<TOptions, TValidator>(
        this IServiceCollection services, IConfiguration configuration, string sectionName, string tokenKey, Func<TOptions, TimeProvider, Func<double>, ILogger, IDonationFeed> makeFeed)
        where TOptions : DonationSettings
        where TValidator : class, IValidateOptions<TOptions>
    {
        var section = configuration.GetSection(sectionName);
        services.AddOptions<TOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        if (string.IsNullOrWhiteSpace(section[tokenKey])) return;

        services.AddSingleton<IEventSource>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<TOptions>>().Value;
            var clock = provider.GetRequiredService<TimeProvider>();
            var logger = provider.GetRequiredService<ILogger<DonationEventSource>>();
            // Many workers lose a service at the same moment; they must not come back at the same moment.
            var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
            return new DonationEventSource(makeFeed(options, clock, random.NextDouble, logger), options, clock, random.NextDouble, logger);
        });
    }
}
