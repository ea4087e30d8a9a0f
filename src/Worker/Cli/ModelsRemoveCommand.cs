using System.CommandLine;
using IShowTts.Worker.Models;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts models remove</c></summary>
internal static class ModelsRemoveCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var name = new Argument<string>("model") { Description = "Which (see: models list)" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        var command = new Command("remove", "Remove a fetched, converted or added model from this machine") { name, yes };
        command.SetAction((result, cancellationToken) => RunAsync(context, result, result.GetRequiredValue(name), result.GetValue(yes)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, string name, bool yes)
    {
        await using var services = ModelsCommand.Services(context, result);
        var folders = services.GetRequiredService<ModelStore>().Find(name);
        if (folders.Count == 0)
        {
            return context.Fail($"There is no model {name} on this machine (see: ishowtts models list).", ExitCodes.Misused);
        }

        foreach (var folder in folders)
        {
            context.Say($"{folder}{(new DirectoryInfo(folder).LinkTarget is { } target ? $" (only the link; {target} stays)" : "")}");
        }

        if (!yes && !(context.Error.Profile.Capabilities.Interactive && !Console.IsInputRedirected && context.Error.Confirm("Remove?", defaultValue: false)))
        {
            return context.Fail("Nothing was removed. Give --yes to remove without asking.", ExitCodes.Misused);
        }

        try
        {
            foreach (var folder in folders)
            {
                ModelStore.Remove(folder);
            }
        }
        catch (ModelException exception)
        {
            return context.Fail(exception.Message);
        }

        context.Say("Removed.");
        return ExitCodes.Done;
    }
}
