using System.CommandLine;
using IShowTts.Integrations.Discord;
using IShowTts.Worker.Discord.Rest;
using IShowTts.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Cli.Discord;

/// <summary><c>ishowtts discord invite</c></summary>
internal static class DiscordInviteCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("invite", "Print the link that invites the bot to a server, with the least permissions it needs") { json };
        command.SetAction((result, cancellationToken) => RunAsync(context, CommonOptions.ReadSettings(result), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, WorkerHostSettings settings, bool json, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(context, settings, DiscordCommand.AddSettings);
        string id;
        try
        {
            id = await FindRunningAsync(services.GetRequiredService<DataDirectory>(), cancellationToken)
                ?? await AskAsync(services, cancellationToken);
        }
        catch (DiscordException exception)
        {
            return context.Fail(exception.Message);
        }

        var readsText = services.GetRequiredService<IOptions<DiscordOptions>>().Value.TextChannels.Length > 0;
        var report = DiscordInviteReport.Of(id, readsText);
        if (json)
        {
            context.WriteJson(report, CliJsonContext.Readable.DiscordInviteReport);
            return ExitCodes.Done;
        }

        context.WriteLine(report.Url);
        context.Say("Open it, choose your server, Authorize. It asks for View Channels, Connect and Speak, and for slash commands."
            + (readsText ? " Because of Discord:TextChannels also for View Audit Log: it tells of bans, kicks and timeouts." : ""));
        return ExitCodes.Done;
    }

    /// <summary>The application of the running worker's bot; null when none runs, or it is not ready.</summary>
    private static async Task<string?> FindRunningAsync(DataDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            using var client = WorkerClient.Connect(directory);
            var running = await client.SendAsync(HttpMethod.Get, "/api/discord", CliJsonContext.Readable.DiscordBody, directory, cancellationToken);
            return DiscordId.IsValid(running.ApplicationId) ? running.ApplicationId : null;
        }
        catch (WorkerClientException)
        {
            // None runs, or it is of another version: Discord is asked.
            return null;
        }
    }

    private static async Task<string> AskAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<DiscordOptions>>().Value;
        if (options.Token.Length == 0)
        {
            throw new DiscordException("no-token", "Discord:Token is empty. Copy the token from the page Bot of your application at discord.com/developers (Reset Token); docs/discord.md tells how.");
        }

        var application = await services.GetRequiredService<DiscordRest>().GetApplicationAsync(cancellationToken);
        return DiscordId.IsValid(application.Id)
            ? application.Id
            : throw new DiscordException("no-answer", "What answers at Discord:ApiUrl is not Discord: the application has no id.");
    }
}
