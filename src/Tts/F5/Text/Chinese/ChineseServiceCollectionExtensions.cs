using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Adds the Chinese dictionary.</summary>
internal static class ChineseServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="ChineseTextSource"/> that looks beside the program, where the set-up lays the dictionary. Nothing is loaded before Chinese text comes.</summary>
    /// <param name="services">Where to add.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddChineseText(this IServiceCollection services)
    {
        services.TryAddSingleton(new ChineseTextSource(ChineseTextSource.BesideProgram));
        return services;
    }
}
