using System.CommandLine;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Worker.Models;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts models verify</c></summary>
internal static class ModelsVerifyCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var name = new Argument<string?>("model") { Description = "Which: a name, or the folder of a converted model; without it all", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("verify", "Read models whole and compare their checksums") { name, json };
        command.SetAction((result, cancellationToken) => RunAsync(context, result, result.GetValue(name), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, string? name, bool json, CancellationToken cancellationToken)
    {
        await using var services = ModelsCommand.Services(context, result);
        var store = services.GetRequiredService<ModelStore>();
        var reports = new List<ModelCheckReport>();
        foreach (var id in store.FetchedNames().Where(id => name is null || id == name))
        {
            reports.AddRange(await CheckFetchedAsync(context, store, id, json, cancellationToken));
        }

        foreach (var folder in ConvertedFolders(store, name))
        {
            reports.Add(await CheckConvertedAsync(context, folder, json, cancellationToken));
        }

        if (reports.Count == 0)
        {
            return name is null ? Show(context, reports, json) : context.Fail($"There is no model {name} on this machine (see: ishowtts models list).", ExitCodes.Misused);
        }

        return Show(context, reports, json);
    }

    private static IEnumerable<string> ConvertedFolders(ModelStore store, string? name) =>
        name is null ? store.ConvertedNames().Select(store.ConvertedFolder)
        : ModelStore.IsName(name) && Directory.Exists(store.ConvertedFolder(name)) ? [store.ConvertedFolder(name)]
        : Directory.Exists(name) ? [name]
        : [];

    private static async Task<IReadOnlyList<ModelCheckReport>> CheckFetchedAsync(CommandContext context, ModelStore store, string id, bool json, CancellationToken cancellationToken)
    {
        var reports = new List<ModelCheckReport>();
        try
        {
            if (store.ReadRecord(id) is not { } record)
            {
                return [new ModelCheckReport(id, null, true, "a file of your own, or not fetched whole; nothing to compare with")];
            }

            foreach (var file in record.Files)
            {
                var path = Path.Combine(store.FolderOf(id), file.Path);
                var hash = File.Exists(path) ? await WorkProgress.RunAsync(context, json, tell => HashAsync(path, tell, cancellationToken)) : null;
                reports.Add(hash == file.Sha256
                    ? new ModelCheckReport(id, file.Path, true, file.WasKnown ? "as listed" : "as it was fetched; the list has no checksum of it")
                    : new ModelCheckReport(id, file.Path, false, $"{path} {(hash is null ? "is missing" : "was changed or is damaged")}. Fetch it again: ishowtts models remove {id}, then models pull {id}"));
            }
        }
        catch (ModelException exception)
        {
            reports.Add(new ModelCheckReport(id, null, false, exception.Message));
        }

        return reports;
    }

    private static async Task<string> HashAsync(string path, Action<string, double> tell, CancellationToken cancellationToken)
    {
        tell(Path.GetFileName(path), 0);
        var hash = await ModelDownloader.HashAsync(path, cancellationToken);
        tell(Path.GetFileName(path), 1);
        return hash;
    }

    private static async Task<ModelCheckReport> CheckConvertedAsync(CommandContext context, string folder, bool json, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        try
        {
            var model = ModelFolder.Open(folder);
            return await WorkProgress.RunAsync(context, json, async tell =>
            {
                await model.VerifyAsync(new InstantProgress<long>(read => tell(name, (double)read / Math.Max(1, model.Bytes))), cancellationToken);
                return new ModelCheckReport(name, null, true, "every file as it was converted");
            });
        }
        catch (CheckpointException exception)
        {
            return new ModelCheckReport(name, null, false, exception.Message);
        }
    }

    private static int Show(CommandContext context, List<ModelCheckReport> reports, bool json)
    {
        if (json)
        {
            context.WriteJson<IReadOnlyList<ModelCheckReport>>(reports, CliJsonContext.Readable.IReadOnlyListModelCheckReport);
        }
        else if (reports.Count == 0)
        {
            context.Say("There is no model on this machine. Fetch one: ishowtts models pull f5-tts-v1-base");
        }
        else
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("Model", "File", "", "");
            foreach (var report in reports)
            {
                table.AddRow(new Text(report.Model), new Text(report.File ?? "all"), new Text(report.Ok ? "ok" : "WRONG"), new Text(report.Message));
            }

            context.Out.Write(table);
        }

        return reports.TrueForAll(static report => report.Ok) ? ExitCodes.Done : ExitCodes.Failed;
    }
}
