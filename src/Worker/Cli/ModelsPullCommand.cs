using System.CommandLine;
using IShowTts.Worker.Models;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts models pull</c></summary>
internal static class ModelsPullCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var name = new Argument<string>("model") { Description = "Which (see: models list)" };
        var accept = new Option<bool>("--accept-license") { Description = "Accept the licences that are shown" };
        accept.Aliases.Add("--accept-licence");
        var command = new Command("pull", "Fetch a model and what it requires; goes on where it was cut") { name, accept, json };
        command.SetAction((result, cancellationToken) =>
            RunAsync(context, result, result.GetRequiredValue(name), result.GetValue(accept), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, string name, bool accepted, bool json, CancellationToken cancellationToken)
    {
        await using var services = ModelsCommand.Services(context, result);
        var known = services.GetRequiredService<KnownModelList>();
        if (known.Find(name) is not { } wanted)
        {
            return context.Fail($"There is no model {name} in the list; there are: {string.Join(", ", known.Models.Select(static model => model.Id))}.", ExitCodes.Misused);
        }

        var store = services.GetRequiredService<ModelStore>();
        var models = known.WithRequired(wanted).Where(model => model == wanted || !IsWhole(model, store)).ToArray();
        if (!Confirm(context, models, accepted))
        {
            return context.Fail("Nothing was fetched: the licence was not accepted. Give --accept-license once you have read it.", ExitCodes.Misused);
        }

        var reports = new List<ModelPullReport>();
        try
        {
            foreach (var model in models)
            {
                reports.Add(await PullAsync(context, services, model, json, cancellationToken));
            }
        }
        catch (ModelException exception)
        {
            return context.Fail(exception.Message);
        }

        if (json)
        {
            context.WriteJson<IReadOnlyList<ModelPullReport>>(reports, CliJsonContext.Readable.IReadOnlyListModelPullReport);
        }
        else
        {
            context.Say($"Fetched into {store.FolderOf(wanted.Id)}." + (wanted.Kind == "f5-checkpoint" ? $" Next: ishowtts models convert f5 --checkpoint {wanted.Id}" : ""));
        }

        return ExitCodes.Done;
    }

    private static bool IsWhole(KnownModel model, ModelStore store) => model.Files.All(file => File.Exists(store.PathOf(model, file)));

    private static bool Confirm(CommandContext context, KnownModel[] models, bool accepted)
    {
        foreach (var model in models)
        {
            context.Say($"{model.Name}: licence {model.Licence.Name} ({model.Licence.Text}). {model.Licence.Meaning}");
        }

        return accepted || (context.Error.Profile.Capabilities.Interactive && !Console.IsInputRedirected && context.Error.Confirm("Accept?", defaultValue: false));
    }

    private static async Task<ModelPullReport> PullAsync(CommandContext context, ServiceProvider services, KnownModel model, bool json, CancellationToken cancellationToken)
    {
        var (store, downloader) = (services.GetRequiredService<ModelStore>(), services.GetRequiredService<ModelDownloader>());
        var mirror = services.GetRequiredService<IOptions<ModelsOptions>>().Value.Mirror;
        var fetched = new List<FetchedFile>();
        foreach (var file in model.Files)
        {
            var request = new DownloadRequest(ModelDownloader.Mirrored(file.Url, mirror), store.PathOf(model, file), file.Bytes, file.Sha256);
            var hash = await FindAsync(request, cancellationToken) ?? await WorkProgress.RunAsync(context, json, tell =>
                downloader.FetchAsync(request, new InstantProgress<DownloadProgress>(at => tell(at.File, at.Total is > 0 ? (double)at.Bytes / at.Total.Value : 0)), cancellationToken));
            if (file.Sha256 is null)
            {
                context.Say($"{file.Path}: the list has no checksum of it, so that only later changes can be told. Its SHA-256 is {hash}.");
            }

            fetched.Add(new FetchedFile(file.Path, new FileInfo(request.Target).Length, hash, file.Sha256 is not null));
        }

        store.WriteRecord(new FetchedModel(model.Id, model.Licence.Name, context.Time.GetUtcNow(), fetched));
        return new ModelPullReport(model.Id, store.FolderOf(model.Id), fetched);
    }

    /// <summary>Checksum of a file that is there already and is the right one, as far as that can be told; null when it must be fetched.</summary>
    private static async Task<string?> FindAsync(DownloadRequest request, CancellationToken cancellationToken)
    {
        if (!File.Exists(request.Target) || (request.Bytes is { } bytes && new FileInfo(request.Target).Length != bytes))
        {
            return null;
        }

        var hash = await ModelDownloader.HashAsync(request.Target, cancellationToken);
        return request.Sha256 is null || hash == request.Sha256 ? hash : null;
    }
}
