using System.CommandLine;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli.Keys;

/// <summary><c>ishowtts dashboard</c></summary>
internal static class DashboardCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("dashboard", "Print a link that opens the running worker's dashboard, once") { json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var directory = new DataDirectory(ConfigurationLocations.FindDataDirectory(CommonOptions.ReadSettings(result).DataDirectory));
            try
            {
                using var client = WorkerClient.Connect(directory);
                var link = await client.SendAsync(HttpMethod.Post, "/api/session/links", CliJsonContext.Readable.LinkBody, directory, cancellationToken);
                if (result.GetValue(json))
                {
                    context.WriteJson(link, CliJsonContext.Readable.LinkBody);
                    return ExitCodes.Done;
                }

                context.WriteLine(link.Url);
                context.Say("Open it within ten minutes; it works once. The browser stays signed in for thirty days.");
                return ExitCodes.Done;
            }
            catch (WorkerClientException exception)
            {
                return context.Fail(exception.Message);
            }
        });
        return command;
    }
}
