using System.CommandLine;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.SignIn;
using Spectre.Console;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary><c>ishowtts twitch status</c></summary>
internal static class TwitchStatusCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("status", "Say who is signed in to Twitch, until when, and what that gives; exit code 1 when somebody must sign in") { json };
        command.SetAction((result, cancellationToken) => RunAsync(context, result, result.GetValue(json), cancellationToken));
        return command;
    }

    /// <summary>Prints what a sign-in gives as a table.</summary>
    public static void ShowFeatures(CommandContext context, TwitchStatusReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("What", "On", "Given", "Right");
        foreach (var feature in report.Features)
        {
            var given = (feature.On, feature.Allowed) switch
            {
                (_, true) => "yes",
                (true, false) => feature.Missing.Count > 0 ? "NO: sign in again" : "NO: another account",
                _ => "",
            };
            table.AddRow(new Text(feature.Gives), new Text(feature.On ? "on" : "off"), new Text(given), new Text(string.Join(' ', feature.Scopes)));
        }

        context.Out.Write(table);
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, bool json, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(context, CommonOptions.ReadSettings(result), TwitchCommand.AddAccount);
        var account = services.GetRequiredService<TwitchAccount>();
        var notAsked = "";
        try
        {
            notAsked = await account.ValidateAsync(cancellationToken) ? "" : AccountWords.Unclear;
        }
        catch (HttpRequestException exception)
        {
            notAsked = exception.Message;
        }

        var report = TwitchStatusReport.Of(account, services.GetRequiredService<ITwitchFeatureChoice>(), notAsked);
        if (json)
        {
            context.WriteJson(report, CliJsonContext.Readable.TwitchStatusReport);
        }
        else
        {
            Show(context, report);
        }

        return account.State == TwitchAccountState.SignedIn && report.Trouble.Length == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Show(CommandContext context, TwitchStatusReport report)
    {
        if (report.Login is { } login)
        {
            context.WriteLine(FormattableString.Invariant($"Signed in as {login} (id {report.UserId}); the token is good until {report.ExpiresAt:yyyy-MM-dd HH:mm} UTC and renews itself."));
            ShowFeatures(context, report);
        }

        if (report.Trouble.Length > 0)
        {
            context.WriteLine(report.Trouble);
        }

        if (report.NotAsked.Length > 0)
        {
            context.Say($"Twitch could not be asked whether the token is good. {report.NotAsked}");
        }
    }
}
