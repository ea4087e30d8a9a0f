using System.Text.Json;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>One run of <c>ishowtts bench</c>: measures every variant, writes the reports, compares.</summary>
/// <param name="context">Where to write.</param>
/// <param name="settings">What was asked.</param>
internal sealed class BenchSession(CommandContext context, BenchSettings settings)
{
    private static readonly JsonSerializerOptions s_indented = new(CliJsonContext.Readable.Options) { WriteIndented = true };

    // Longer than any text may become; nothing is cut off.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    private readonly BenchRunner runner = new(context.Time, context.Say);

    /// <summary>Runs it.</summary>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var texts = ChooseTexts();
            var baseline = settings.Baseline is { } path ? ReadBaseline(path) : null;
            var report = await MeasureAsync(texts, cancellationToken);
            var changes = baseline is null ? [] : BenchComparison.Compare(baseline, report, settings.MaxRegression);
            Write(report, changes);
            return baseline is null ? ExitCodes.Done : Judge(changes, BenchComparison.NewlyRefused(baseline, report));
        }
        catch (FormatException exception)
        {
            return context.Fail(exception.Message, ExitCodes.Misused);
        }
        catch (SynthesisException exception)
        {
            return context.Fail(exception.Message, exception.Code == "engine-missing" ? ExitCodes.SetUpNeeded : ExitCodes.Failed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CheckpointException)
        {
            return context.Fail(exception.Message);
        }
    }

    private IReadOnlyList<BenchText> ChooseTexts()
    {
        var all = settings.TextsFile is { } file ? BenchTexts.Read(file) : BenchTexts.Own;
        if (settings.Classes.FirstOrDefault(wanted => !all.Any(text => text.Class.Equals(wanted, StringComparison.OrdinalIgnoreCase))) is { } unknown)
        {
            throw new FormatException($"There is no text of the class {unknown}. There are: {string.Join(", ", all.Select(text => text.Class).Distinct())}.");
        }

        return settings.Classes.Count == 0 ? all : [.. all.Where(text => settings.Classes.Contains(text.Class, StringComparer.OrdinalIgnoreCase))];
    }

    private async Task<BenchReport> MeasureAsync(IReadOnlyList<BenchText> texts, CancellationToken cancellationToken)
    {
        var results = new BenchResults();
        using var work = new BenchWork();
        using var models = new BenchModels(new DataDirectory(ConfigurationLocations.FindDataDirectory(settings.Host.DataDirectory)), context.Time, context.Say);
        var targets = new BenchTargets(context, settings, models);
        string?[] precisions = settings.Precisions.Count > 0 ? [.. settings.Precisions] : [null];
        foreach (var precision in precisions)
        {
            await using var target = await targets.OpenAsync(precision, cancellationToken);
            results.Warn(await target.Engine.CheckVoiceAsync(target.Voice, cancellationToken));
            results.Add(MeasureCeiling(target.Services, results, cancellationToken));
            int?[] steps = settings.Nfe.Count > 0 ? [.. settings.Nfe] : [null];
            foreach (var nfe in steps)
            {
                await MeasureAsync(results, target, nfe, texts, work, cancellationToken);
            }

            results.Add(MeasureCeiling(target.Services, results, cancellationToken));
        }

        return results.Report(context.Time.GetUtcNow());
    }

    private async Task MeasureAsync(BenchResults results, BenchTarget target, int? nfe, IReadOnlyList<BenchText> texts, BenchWork work, CancellationToken cancellationToken)
    {
        ProcessMemory.ResetPeak();
        var variant = new BenchVariant(target.Engine.Engine, target.Voice.Name, target.Provider, target.Precision, nfe, settings.RandomWeights);
        SynthesisRequest Request(string text) => new(text, target.Voice) { NfeStep = nfe, MaxDuration = s_longest };
        var samples = await runner.RunAsync(target.Engine, variant, Request, texts, settings.Runs, work.Gflop, cancellationToken);
        results.Add(variant, samples);
        results.Add(new BenchMemory(variant, ProcessMemory.PeakMegabytes(), await ProcessMemory.GpuMegabytesAsync(cancellationToken)));
    }

    private IReadOnlyList<GemmMeasurement> MeasureCeiling(ServiceProvider services, BenchResults results, CancellationToken cancellationToken)
    {
        results.OnnxRuntime = services.GetRequiredService<OnnxDiagnosis>().Examine().Version;
        try
        {
            context.Say("Measuring the machine's matrix products");
            return services.GetRequiredService<IGemmCeiling>().Measure(cancellationToken);
        }
        catch (SynthesisException exception) when (exception.Code == "engine-missing")
        {
            // An engine without models can still be measured; the report then has no ceiling, and the comparison takes times as they are.
            context.Say($"No ceiling: {exception.Message}");
            return [];
        }
    }

    private static BenchReport ReadBaseline(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var report = JsonSerializer.Deserialize(file, CliJsonContext.Readable.BenchReport);
            return report is { Format: BenchReport.CurrentFormat, Groups: not null, Ceiling: not null }
                ? report
                : throw new FormatException($"{path} is no report of this worker's form ({BenchReport.CurrentFormat}). Measure it anew with --json.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{path} is no report of ishowtts bench --json: {exception.Message}", exception);
        }
    }

    private void Write(BenchReport report, IReadOnlyList<BenchChange> changes)
    {
        if (settings.Json == "-")
        {
            context.WriteJson(report, CliJsonContext.Readable.BenchReport);
        }
        else
        {
            BenchConsole.Show(context, report, changes);
            if (settings.Json is { } json)
            {
                File.WriteAllText(json, JsonSerializer.Serialize(report, s_indented));
            }
        }

        if (settings.Html is { } html)
        {
            File.WriteAllText(html, BenchHtml.Write(report, changes));
        }
    }

    private int Judge(IReadOnlyList<BenchChange> changes, IReadOnlyList<BenchGroup> refused)
    {
        if (changes.Count == 0)
        {
            return context.Fail($"{settings.Baseline} has no variant and class of texts in common with this run, so nothing could be compared. Measure with the same options.");
        }

        var slower = changes.Where(change => change.IsRegression).ToArray();
        foreach (var change in slower)
        {
            context.Fail(FormattableString.Invariant(
                $"Slower than {settings.Baseline}: {change.Variant}, {change.Class}: {change.Figure} {BenchTable.Number(change.Before)} → {BenchTable.Number(change.Now)}, {change.Change * 100:+0.0}% at equal machine speed; allowed are {settings.MaxRegression * 100:0.#}%."));
        }

        foreach (var group in refused)
        {
            context.Fail($"{settings.Baseline} has an RTF of {group.Variant.Title}, {group.Class}; now it is refused: {group.RtfRefused}");
        }

        return slower.Length > 0 || refused.Count > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }
}
