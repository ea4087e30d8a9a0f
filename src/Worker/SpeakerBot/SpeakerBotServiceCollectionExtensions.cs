using IShowTts.Worker.Api;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>Registers Speaker.bot's ports.</summary>
internal static class SpeakerBotServiceCollectionExtensions
{
    /// <summary>Adds the options; with <c>SpeakerBot:Enabled</c> also the servers. Needs a speech control, the voice catalog, the commands of viewers and the API's options.</summary>
    public static IServiceCollection AddSpeakerBot(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SpeakerBotOptions.Section);
        services.AddOptions<SpeakerBotOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        if (!section.GetValue<bool>(nameof(SpeakerBotOptions.Enabled)))
        {
            return services;
        }

        services.TryAddSingleton<SpeakerBotTally>();
        services.TryAddSingleton<SpeakerBotViewers>();
        services.TryAddSingleton<SpeakerBotRequests>();
        services.TryAddSingleton<RequestOrigins>();
        services.TryAddSingleton<SpeakerBotSocketServer>();
        services.TryAddSingleton<SpeakerBotUdpServer>();
        services.TryAddSingleton<SpeakerBotService>();
        services.AddHostedService(static provider => provider.GetRequiredService<SpeakerBotService>());
        return services;
    }
}
