using System.CommandLine;
using IShowTts.Integrations.Twitch;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Intake;
using IShowTts.Worker.SignIn;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary><c>ishowtts twitch …</c>: the account at Twitch.</summary>
internal static class TwitchCommand
{
    /// <summary>Builds the command with everything below it.</summary>
    public static Command Build(CommandContext context) => new("twitch", "Sign in to Twitch and see what the sign-in gives")
    {
        TwitchLoginCommand.Build(context),
        TwitchLogoutCommand.Build(context),
        TwitchStatusCommand.Build(context),
        TwitchRewardsCommand.Build(context),
    };

    /// <summary>The account with everything it needs, for commands that do not start the worker.</summary>
    /// <param name="services">The command's services.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static void AddAccount(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IntakeOptions>().Bind(configuration.GetSection(IntakeOptions.Section));
        services.AddOptions<CommandOptions>().Bind(configuration.GetSection(CommandOptions.Section));
        services.AddTwitchSignIn();
        services.AddTwitchIrc(configuration);
    }
}
