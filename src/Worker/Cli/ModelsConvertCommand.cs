using System.CommandLine;
using System.Diagnostics;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Models;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts models convert f5</c></summary>
internal static class ModelsConvertCommand
{
    private const string Vocoder = "vocos-mel-24khz";

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var arguments = new ConvertArguments();
        var f5 = new Command("f5", "Convert an F5-TTS checkpoint, its vocabulary and a Vocos vocoder into graphs");
        arguments.AddTo(f5);
        f5.SetAction((result, cancellationToken) => RunAsync(context, result, arguments, cancellationToken));
        return new Command("convert", "Convert a fetched checkpoint into a model that can speak") { f5 };
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, ConvertArguments arguments, CancellationToken cancellationToken)
    {
        // --config means the model's here, so that the worker's configuration comes from its standard place.
        var settings = new WorkerHostSettings { DataDirectory = result.GetValue<string?>("--data-dir") };
        await using var services = CommandServices.Build(context, settings, static (collection, configuration) => collection.AddModels(configuration));
        var json = result.GetValue(arguments.Json);
        var started = context.Time.GetTimestamp();
        try
        {
            var request = Resolve(result, arguments, services);
            MakeParent(request.Output);
            var converter = new F5Converter(context.Time);
            var converted = await WorkProgress.RunAsync(context, json, tell =>
                converter.ConvertAsync(request, new InstantProgress<F5ConversionProgress>(at => tell(at.Stage, at.Fraction)), cancellationToken));
            Report(context, converted, json, context.Time.GetElapsedTime(started));
            return ExitCodes.Done;
        }
        catch (CheckpointException exception)
        {
            return context.Fail(exception.Message);
        }
        catch (ModelException exception)
        {
            return context.Fail(exception.Message, ExitCodes.Misused);
        }
    }

    private static void MakeParent(string output)
    {
        try
        {
            // Of the root there is none; the converter refuses it.
            if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } parent)
            {
                Directory.CreateDirectory(parent);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"--out {output} cannot be made: {exception.Message} Choose another folder.", exception);
        }
    }

    private static void Report(CommandContext context, F5ConversionResult converted, bool json, TimeSpan elapsed)
    {
        foreach (var note in converted.Notes)
        {
            context.Say(note);
        }

        var model = converted.Model;
        using var process = Process.GetCurrentProcess();
        var report = new ModelConvertReport(
            model.Name, model.FullPath, model.Precision.ToString().ToLowerInvariant(), model.Licence, model.Bytes, elapsed.TotalSeconds, process.PeakWorkingSet64, converted.Notes);
        if (json)
        {
            context.WriteJson(report, CliJsonContext.Readable.ModelConvertReport);
            return;
        }

        context.Say($"{report.Folder}: {report.Bytes / 1e6:0} MB, {report.Precision}, licence {report.Licence}, in {report.Seconds:0.0} s with at most {report.PeakMemoryBytes >> 20} MiB of memory.");
    }

    private static F5ConversionRequest Resolve(ParseResult result, ConvertArguments arguments, ServiceProvider services)
    {
        var (known, store) = (services.GetRequiredService<KnownModelList>(), services.GetRequiredService<ModelStore>());
        var named = result.GetRequiredValue(arguments.Checkpoint);
        var model = File.Exists(named) ? null : known.Find(named);
        var checkpoint = model is null && !File.Exists(named) ? store.FindAdded(named) ?? named : named;
        if (model is null && !File.Exists(checkpoint))
        {
            throw new ModelException($"--checkpoint {named}: there is no such file, and no known model of that name. See what there is: ishowtts models list.");
        }

        var precision = Enum.Parse<F5Precision>(result.GetValue(arguments.Precision)!, ignoreCase: true);
        return new F5ConversionRequest
        {
            Checkpoint = model is null ? checkpoint : FileOf(store, model, "checkpoint"),
            Vocabulary = result.GetValue(arguments.Vocabulary) ?? (model is null ? BesideOf(checkpoint) : FileOf(store, model, "vocabulary")),
            Vocoder = result.GetValue(arguments.Vocoder) ?? FileOf(store, known.Find(Vocoder)!, "vocoder"),
            Config = result.GetValue(arguments.Config) ?? model?.Config
                ?? throw new ModelException("--config is missing: v1-base, base (v0), or a JSON file (docs/f5.md). Nothing in a checkpoint tells v0 from v1, and the wrong one gives noise."),
            ForceConfig = result.GetValue(arguments.ForceConfig),
            Precision = precision,
            Output = result.GetValue(arguments.Out) ?? store.ConvertedFolder("f5"),
            Replace = result.GetValue(arguments.Force),
            Licence = result.GetValue(arguments.Licence) ?? model?.Licence.Name ?? "not stated",
            CreatedBy = $"iShowTTS {WorkerVersion.Text}",
        };
    }

    private static string BesideOf(string checkpoint)
    {
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(checkpoint))!, "vocab.txt");
        return File.Exists(beside) ? beside : throw new ModelException($"--vocab is missing, and {beside} is not there. Give the vocab.txt that came with the checkpoint.");
    }

    private static string FileOf(ModelStore store, KnownModel model, string role)
    {
        var path = store.PathOf(model, model.Files.First(file => file.Role == role));
        return File.Exists(path) ? path : throw new ModelException($"{path} is not there. Fetch it with: ishowtts models pull {model.Id}{(role == "vocoder" ? ", or give --vocoder FILE" : "")}");
    }
}
