using IShowTts.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Models;

/// <summary>Registers what fetches and keeps models, for commands.</summary>
internal static class ModelsServiceCollectionExtensions
{
    /// <summary>Adds the list of models, their folder and the downloader.</summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelsOptions>().Bind(configuration.GetSection(ModelsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(static _ => KnownModelList.Load());
        services.TryAddSingleton(provider => ModelStore.Find(configuration, provider.GetRequiredService<DataDirectory>()));
        services.TryAddSingleton<ModelDownloader>();
        return services;
    }
}
