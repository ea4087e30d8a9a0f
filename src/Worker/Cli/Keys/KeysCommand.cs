using System.CommandLine;

namespace IShowTts.Worker.Cli.Keys;

/// <summary><c>ishowtts keys …</c>: keys for programs and for the overlay.</summary>
internal static class KeysCommand
{
    /// <summary>Builds the command with everything below it.</summary>
    public static Command Build(CommandContext context) => new("keys", "Keys with which programs and the OBS overlay call the worker")
    {
        KeysAddCommand.Build(context),
        KeysListCommand.Build(context),
        KeysRevokeCommand.Build(context),
    };
}
