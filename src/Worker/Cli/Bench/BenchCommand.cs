using System.CommandLine;
using System.Globalization;
using IShowTts.Tts.Onnx;

namespace IShowTts.Worker.Cli.Bench;

/// <summary><c>ishowtts bench</c>: how fast an engine speaks on this machine, as tables, JSON and HTML, and whether that is slower than before.</summary>
internal static class BenchCommand
{
    private static readonly string[] s_precisions = ["fp32", "fp16", "int8"];
    private static readonly string[] s_sizes = ["full", "tiny"];

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var engine = new Option<string?>("--engine") { Description = "Engine to measure: espeak, f5 (default: that of the voice)", HelpName = "ENGINE" };
        var voice = new Option<string?>("--voice") { Description = "Voice to measure (default: the default voice, or the engine's first)", HelpName = "VOICE" };
        var nfe = List("--nfe", "Evaluations of a flow model, 1 to 64, for example 7,6,5", "N,N");
        var precision = List("--precision", "Number formats of the model: fp32, fp16, int8", "P,P");
        var provider = new Option<string?>("--provider") { Description = "Where models run: auto, tensorrt, cuda, directml, cpu (default: Tts:Onnx:Provider)", HelpName = "PROVIDER" };
        var texts = new Option<string?>("--texts") { Description = "File with lines 'class: text' (default: our own sentences)", HelpName = "FILE" };
        var classes = List("--classes", "Measure only these classes of texts: short, medium, long, technical, emotional", "C,C");
        var runs = new Option<int>("--runs") { Description = "How often each text is spoken, 1 to 1000", DefaultValueFactory = _ => 3 };
        runs.InRange(1, 1_000);
        var random = new Option<string?>("--random-weights") { Description = "Measure F5 with random weights of the true size (full) or a toy's (tiny): speed without a model; the sound is noise", HelpName = "full|tiny" };
        var json = new Option<string?>("--json") { Description = "Write the report as JSON; - for standard output", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "Write the report as HTML with plots", HelpName = "FILE" };
        var baseline = new Option<string?>("--baseline") { Description = "Compare with an earlier --json report; exit code 1 when slower", HelpName = "FILE" };
        var regression = new Option<string>("--max-regression") { Description = "Slow-down against the baseline that is allowed, for example 5%", HelpName = "PERCENT", DefaultValueFactory = _ => "5%" };

        Check(nfe, "whole numbers from 1 to 64", part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 64);
        Check(precision, string.Join(", ", s_precisions), part => s_precisions.Contains(part, StringComparer.OrdinalIgnoreCase));
        Check(provider, "auto, tensorrt, cuda, directml or cpu", part => Enum.GetNames<OnnxProvider>().Contains(part, StringComparer.OrdinalIgnoreCase));
        Check(random, "full or tiny", part => s_sizes.Contains(part, StringComparer.OrdinalIgnoreCase));
        Check(regression, "a percentage such as 5%", part => ParsePercent(part) is not null);

        var command = new Command("bench", "Measure how fast speech is synthesized on this machine") { engine, voice, nfe, precision, provider, texts, classes, runs, random, json, html, baseline, regression };
        command.SetAction((result, cancellationToken) => new BenchSession(context, new BenchSettings(
            CommonOptions.ReadSettings(result),
            result.GetValue(engine)?.ToLowerInvariant(),
            result.GetValue(voice),
            [.. Parts(result.GetValue(nfe)).Select(part => int.Parse(part, CultureInfo.InvariantCulture))],
            [.. Parts(result.GetValue(precision)).Select(part => part.ToLowerInvariant())],
            result.GetValue(provider),
            result.GetValue(texts),
            Parts(result.GetValue(classes)),
            result.GetValue(runs),
            result.GetValue(random)?.ToLowerInvariant() ?? "",
            result.GetValue(json),
            result.GetValue(html),
            result.GetValue(baseline),
            ParsePercent(result.GetValue(regression)!) ?? 0)).RunAsync(cancellationToken));
        return command;
    }

    /// <summary>Reads a percentage.</summary>
    /// <param name="text">For example <c>5%</c> or <c>2.5</c>.</param>
    /// <returns>As a fraction, 0 to 10; null when it is none.</returns>
    internal static double? ParsePercent(string text) =>
        double.TryParse(text.AsSpan().Trim().TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 1000 ? percent / 100 : null;

    private static Option<string?> List(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    private static string[] Parts(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void Check(Option option, string allowed, Func<string, bool> isGood) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && (Parts(token.Value) is not { Length: > 0 } parts || !Array.TrueForAll(parts, part => isGood(part))))
        {
            result.AddError($"{option.Name} takes {allowed}, not '{token.Value}'.");
        }
    });
}
