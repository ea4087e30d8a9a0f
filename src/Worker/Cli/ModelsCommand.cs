using System.CommandLine;
using IShowTts.Worker.Models;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts models …</c>: fetches, converts, checks and removes models. Works without a running worker.</summary>
internal static class ModelsCommand
{
    /// <summary>Builds the command with everything below it.</summary>
    public static Command Build(CommandContext context) => new("models", "Fetch, convert and check the models of cloned voices")
    {
        ModelsListCommand.Build(context),
        ModelsPullCommand.Build(context),
        ModelsConvertCommand.Build(context),
        ModelsVerifyCommand.Build(context),
        ModelsAddCommand.Build(context),
        ModelsRemoveCommand.Build(context),
    };

    /// <summary>The parts these commands need.</summary>
    public static ServiceProvider Services(CommandContext context, ParseResult result) =>
        CommandServices.Build(context, CommonOptions.ReadSettings(result), static (services, configuration) => services.AddModels(configuration));
}
