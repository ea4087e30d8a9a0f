using System.CommandLine;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary><c>ishowtts twitch rewards …</c>: the channel-point rewards. Works with and without a running worker.</summary>
internal static class TwitchRewardsCommand
{
    /// <summary>Builds the command with everything below it.</summary>
    public static Command Build(CommandContext context) => new("rewards", "Make channel-point rewards that can be refunded; list and remove them")
    {
        TwitchRewardsCreateCommand.Build(context),
        TwitchRewardsListCommand.Build(context),
        TwitchRewardsRemoveCommand.Build(context),
    };

    /// <summary>Runs a command with Twitch's rewards; says what Twitch refused.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CommandContext context, ParseResult result, Func<IServiceProvider, ITwitchRewards, Task<int>> work)
    {
        await using var services = CommandServices.Build(context, CommonOptions.ReadSettings(result), TwitchCommand.AddAccount);
        if (services.GetService<ITwitchRewards>() is not { } rewards)
        {
            return context.Fail("There is no sign-in to ask Twitch with: set Twitch:Channel and Twitch:ClientId, then run: ishowtts twitch login");
        }

        try
        {
            return await work(services, rewards);
        }
        catch (Exception exception) when (exception is HelixException or TwitchTokenStoreException)
        {
            return context.Fail(exception.Message);
        }
    }
}
