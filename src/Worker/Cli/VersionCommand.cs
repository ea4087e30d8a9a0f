using System.CommandLine;
using System.Runtime.InteropServices;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts version</c></summary>
internal static class VersionCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("version", "Print the version") { json };
        command.SetAction(result =>
        {
            var version = new VersionReport(WorkerVersion.Text, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);
            if (result.GetValue(json))
            {
                context.WriteJson(version, CliJsonContext.Readable.VersionReport);
            }
            else
            {
                context.WriteLine($"ishowtts {version.Version} ({version.Runtime}, {version.Platform})");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}

/// <summary>Result of <c>version --json</c>.</summary>
internal sealed record VersionReport(string Version, string Runtime, string Platform);
