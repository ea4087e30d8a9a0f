using IShowTts.Integrations.Discord;

namespace IShowTts.Worker.Discord;

/// <summary>Runs the Discord bot with the worker.</summary>
internal static class DiscordBotServiceCollectionExtensions
{
    /// <summary>Adds what runs the bot, when there is one. What speaks or answers through it is added later, so that it stops earlier.</summary>
    public static IServiceCollection AddDiscordBotService(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetSection(DiscordOptions.Section).GetValue<bool>(nameof(DiscordOptions.Enabled)))
        {
            services.AddHostedService<DiscordBotService>();
        }

        return services;
    }
}
