using System.CommandLine;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli.Keys;

/// <summary><c>ishowtts keys revoke NAME</c></summary>
internal static class KeysRevokeCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "Name of the key (see: keys list)" };
        var command = new Command("revoke", "End a key: a running worker takes it no more, and what is open with it is closed") { name };
        command.SetAction(result =>
        {
            var directory = new DataDirectory(ConfigurationLocations.FindDataDirectory(CommonOptions.ReadSettings(result).DataDirectory));
            var wanted = result.GetRequiredValue(name);
            if (!Directory.Exists(directory.Root) || !new ApiKeyFile(directory).Revoke(wanted))
            {
                return context.Fail($"There is no key '{wanted}'. `ishowtts keys list` lists them.");
            }

            context.WriteLine($"Revoked: {wanted}");
            return ExitCodes.Done;
        });
        return command;
    }
}
