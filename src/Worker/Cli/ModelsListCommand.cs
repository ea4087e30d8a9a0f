using System.CommandLine;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Models;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts models list</c></summary>
internal static class ModelsListCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "List models that can be fetched, and those on this machine") { json };
        command.SetAction((result, cancellationToken) => RunAsync(context, result, result.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, bool json)
    {
        await using var services = ModelsCommand.Services(context, result);
        var (known, store) = (services.GetRequiredService<KnownModelList>(), services.GetRequiredService<ModelStore>());
        ModelReport[] models =
        [
            .. known.Models.Select(model => Describe(model, store)),
            .. store.FetchedNames().Where(name => known.Find(name) is null)
                .Select(name => new ModelReport(name, "own-file", "added file", "fetched", "not stated", null, null, store.FolderOf(name))),
            .. store.ConvertedNames().Select(name => Describe(store.ConvertedFolder(name), name)),
        ];
        if (json)
        {
            context.WriteJson<IReadOnlyList<ModelReport>>(models, CliJsonContext.Readable.IReadOnlyListModelReport);
            return ExitCodes.Done;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Model", "What", "State", "Licence", "Earning streams", "Size");
        foreach (var model in models)
        {
            table.AddRow(
                new Text(model.Name), new Text(model.About), new Text(model.State), new Text(model.Licence),
                new Text(model.CommercialUse switch { true => "yes", false => "no", null => "?" }), new Text(model.Bytes is { } bytes ? $"{bytes / 1e6:0} MB" : "?"));
        }

        context.Out.Write(table);
        return ExitCodes.Done;
    }

    private static ModelReport Describe(KnownModel model, ModelStore store)
    {
        var there = model.Files.Count(file => File.Exists(store.PathOf(model, file)));
        var started = there > 0 || model.Files.Any(file => File.Exists(store.PathOf(model, file) + ".part"));
        var state = there == model.Files.Count ? "fetched" : started ? "partly" : "not-fetched";
        return new ModelReport(model.Id, model.Kind, model.Name, state, model.Licence.Name, model.Licence.CommercialUse, model.Bytes, started ? store.FolderOf(model.Id) : null);
    }

    private static ModelReport Describe(string folder, string name)
    {
        try
        {
            var model = ModelFolder.Open(folder);
            return new ModelReport(name, "converted", $"F5-TTS, {model.Precision.ToString().ToLowerInvariant()}", "ready", model.Licence, null, model.Bytes, folder);
        }
        catch (CheckpointException exception)
        {
            return new ModelReport(name, "converted", ConsoleText.Clean(exception.Message), "damaged", "?", null, null, folder);
        }
    }
}
