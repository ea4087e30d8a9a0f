using IShowTts.Integrations.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Registers the source that plays a recorded stream.</summary>
public static class RehearsalServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IEventSource"/> for the file of <c>Rehearsal:File</c>; adds only the options when none is set.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static IServiceCollection AddRehearsal(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(RehearsalOptions.Section);
        services.AddOptions<RehearsalOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RehearsalOptions>, RehearsalOptionsValidator>());
        if (string.IsNullOrWhiteSpace(section[nameof(RehearsalOptions.File)])) return services;

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IEventSource, RehearsalEventSource>();
        return services;
    }
}
