using System.CommandLine;
using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary><c>ishowtts twitch logout</c></summary>
internal static class TwitchLogoutCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var command = new Command("logout", "Give the token back to Twitch and forget the sign-in");
        command.SetAction((result, cancellationToken) => RunAsync(context, result, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(context, CommonOptions.ReadSettings(result), TwitchCommand.AddAccount);
        try
        {
            var done = await services.GetRequiredService<TwitchSignIn>().SignOutAsync(cancellationToken);
            if (done.Trouble.Length > 0)
            {
                context.Say($"The sign-in was forgotten here, but not given back to Twitch: {done.Trouble} Take it back at twitch.tv/settings/connections.");
                return ExitCodes.Done;
            }

            context.WriteLine(done.Session is { } session ? $"{session.Login} is signed out." : "Nobody was signed in.");
            return ExitCodes.Done;
        }
        catch (TwitchTokenStoreException exception)
        {
            return context.Fail(exception.Message);
        }
    }
}
