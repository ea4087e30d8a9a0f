using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Filtering;

/// <summary>Registers the filters.</summary>
internal static class FilteringServiceCollectionExtensions
{
    /// <summary>Adds the filter pipeline in its fixed order.</summary>
    public static IServiceCollection AddFiltering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilterOptions>().Bind(configuration.GetSection(FilterOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => CreatePipeline(provider.GetRequiredService<IOptions<FilterOptions>>().Value));
        return services;
    }

    private static FilterPipeline CreatePipeline(FilterOptions options) => new([
        new CharacterFilter(),
        new LengthFilter(options.Length),
        new EmptyFilter(draft => draft.Kind is UtteranceKind.Chat or UtteranceKind.Redemption or UtteranceKind.Announcement or UtteranceKind.Manual),
    ]);
}
