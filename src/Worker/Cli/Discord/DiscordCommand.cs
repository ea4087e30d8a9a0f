using System.CommandLine;
using IShowTts.Integrations.Discord;
using IShowTts.Worker.Discord.Rest;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Cli.Discord;

/// <summary><c>ishowtts discord …</c>: the bot at Discord.</summary>
internal static class DiscordCommand
{
    /// <summary>Builds the command with everything below it.</summary>
    public static Command Build(CommandContext context) => new("discord", "Set up the Discord bot")
    {
        DiscordInviteCommand.Build(context),
    };

    /// <summary>The bot's settings and Discord's REST, for commands that do not start the worker.</summary>
    /// <param name="services">The command's services.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static void AddSettings(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DiscordOptions>().Bind(configuration.GetSection(DiscordOptions.Section));
        services.AddSingleton(static provider => new DiscordRest(provider.GetRequiredService<IOptions<DiscordOptions>>().Value, provider.GetService<HttpMessageHandler>()));
    }
}
