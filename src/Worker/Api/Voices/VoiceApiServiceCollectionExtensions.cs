using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Api.Voices;

/// <summary>Registers what the voice endpoints need besides the voices.</summary>
internal static class VoiceApiServiceCollectionExtensions
{
    /// <summary>Adds the receiving of uploads and the checks of voices. Needs the voice catalog, uploaded voices and the audit log.</summary>
    public static IServiceCollection AddVoiceApi(this IServiceCollection services)
    {
        services.TryAddSingleton<VoiceProblems>();
        services.TryAddSingleton<VoiceUploads>();
        return services;
    }
}
