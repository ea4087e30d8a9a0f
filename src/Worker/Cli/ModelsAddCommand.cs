using System.CommandLine;
using IShowTts.Worker.Models;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts models add</c></summary>
internal static class ModelsAddCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "What to call it" };
        var path = new Argument<string>("path") { Description = "Folder of a converted model, or a checkpoint file" };
        var command = new Command("add", "Use a model of your own that lies elsewhere; nothing is copied") { name, path };
        command.SetAction((result, cancellationToken) => RunAsync(context, result, result.GetRequiredValue(name), result.GetRequiredValue(path)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, string name, string path)
    {
        await using var services = ModelsCommand.Services(context, result);
        if (!ModelStore.IsName(name) || services.GetRequiredService<KnownModelList>().Find(name) is not null)
        {
            return context.Fail($"{name} cannot be a name here: letters, digits, dots, hyphens and underscores, and none of the list (ishowtts models list).", ExitCodes.Misused);
        }

        try
        {
            context.Say($"{name} is {services.GetRequiredService<ModelStore>().Add(name, path)}");
            return ExitCodes.Done;
        }
        catch (ModelException exception)
        {
            return context.Fail(exception.Message);
        }
    }
}
