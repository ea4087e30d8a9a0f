using System.CommandLine;
using System.Globalization;
using IShowTts.Integrations.Twitch.SignIn;
using Spectre.Console;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary><c>ishowtts twitch login</c></summary>
internal static class TwitchLoginCommand
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var command = new Command("login", "Sign in to Twitch with a code, for what the configuration has on");
        command.SetAction((result, cancellationToken) => RunAsync(context, result, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(context, CommonOptions.ReadSettings(result), TwitchCommand.AddAccount);
        var signIn = services.GetRequiredService<TwitchSignIn>();
        var account = services.GetRequiredService<TwitchAccount>();
        var choice = services.GetRequiredService<ITwitchFeatureChoice>();
        try
        {
            var code = await signIn.StartAsync(choice.On, cancellationToken);
            context.Say($"Open {code.Address}");
            context.Say(FormattableString.Invariant($"as the channel's owner and confirm the code {code.UserCode} within {(code.ExpiresAt - context.Time.GetUtcNow()).TotalMinutes:0} minutes. Ctrl-C gives up."));
            context.Say($"It asks for: {string.Join(", ", choice.On.Select(static feature => feature.Gives))}.");
            await WaitAsync(context, signIn, code, cancellationToken);
            await account.RereadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is TwitchSignInException or HttpRequestException or TwitchTokenStoreException)
        {
            return context.Fail(exception.Message);
        }

        TwitchStatusCommand.ShowFeatures(context, TwitchStatusReport.Of(account, choice, ""));
        context.WriteLine(account.Session is { } session
            ? $"Signed in as {session.Login}. The sign-in renews itself; a running worker has it already."
            : account.Trouble);
        if (account.State == TwitchAccountState.WrongAccount)
        {
            context.Fail(account.Trouble);
        }

        return account.Session is null ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>Waits for the person: a line that counts down on a terminal, else a line each minute.</summary>
    private static async Task WaitAsync(CommandContext context, TwitchSignIn signIn, TwitchDeviceCode code, CancellationToken cancellationToken)
    {
        if (context.Error.Profile.Capabilities.Interactive && context.Error.Profile.Capabilities.Ansi)
        {
            await context.Error.Status().StartAsync("Waiting for Twitch …", async view =>
                await signIn.WaitAsync(code, left => view.Status(Markup.Escape(Waiting(left))), reason => view.Status(Markup.Escape(Confirmed(reason))), cancellationToken));
            return;
        }

        var toldAt = TimeSpan.MaxValue;
        var toldReason = "";
        await signIn.WaitAsync(
            code,
            left =>
            {
                if (toldAt - left < TellEvery)
                {
                    return;
                }

                toldAt = left;
                context.Say(Waiting(left));
            },
            reason =>
            {
                if (toldReason == reason)
                {
                    return;
                }

                toldReason = reason;
                context.Say(Confirmed(reason));
            },
            cancellationToken);
    }

    private static string Confirmed(string reason) => "Confirmed; now Twitch is asked whose account it is, until it answers. " + reason;

    private static string Waiting(TimeSpan left) => $"Waiting for Twitch … {left.ToString(@"mm\:ss", CultureInfo.InvariantCulture)} left";
}
