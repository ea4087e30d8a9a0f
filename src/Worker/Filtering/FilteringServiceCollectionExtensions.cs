using IShowTts.Tts.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Filtering;

/// <summary>Registers what filters are made from.</summary>
internal static class FilteringServiceCollectionExtensions
{
    /// <summary>Adds the options of the sections <c>Filters</c> and <c>Text</c>, checked at start with the word lists, and the filters' memory.</summary>
    public static IServiceCollection AddFiltering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilterOptions>().Bind(configuration.GetSection(FilterOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TextOptions>().Bind(configuration.GetSection(TextOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FilterOptions>, FilterOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TextOptions>, TextOptionsValidator>());
        services.TryAddSingleton<FilterMemory>();
        return services;
    }
}
