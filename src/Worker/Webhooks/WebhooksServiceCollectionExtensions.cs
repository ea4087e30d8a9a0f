using IShowTts.Integrations.Events;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Webhooks;

/// <summary>Registers the webhooks.</summary>
internal static class WebhooksServiceCollectionExtensions
{
    /// <summary>Adds the options; with <c>Webhooks:Enabled</c> also an <see cref="IEventSource"/> for each sender that is on, and the server.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(WebhookOptions.Section);
        services.AddOptions<WebhookOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>());
        var settings = section.Get<WebhookOptions>() ?? new WebhookOptions();
        if (!settings.Enabled)
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WebhookSources>();
        services.TryAddSingleton<WebhookLimiter>();
        services.TryAddSingleton<WebhookEndpoint>();
        services.TryAddSingleton<WebhookServer>();
        foreach (var id in settings.Sources.Where(source => source.Value.Enabled).Select(source => source.Key))
        {
            services.AddSingleton<IEventSource>(provider => provider.GetRequiredService<WebhookSources>()[id]);
        }

        if (settings.Kofi.Enabled)
        {
            services.AddSingleton<IEventSource>(static provider => provider.GetRequiredService<WebhookSources>().Kofi!);
        }

        services.AddHostedService(static provider => provider.GetRequiredService<WebhookServer>());
        return services;
    }
}
