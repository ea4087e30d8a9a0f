using System.CommandLine;
using IShowTts.Integrations.Rehearsal;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts rehearse</c>: plays a recorded stream, or with <c>--dry-run</c> only decides what would be spoken.</summary>
internal static class RehearseCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "With --dry-run: one JSON object per line of the file, or per file of the folder" };
        var file = new Argument<string>("file") { Description = "Rehearsal file, or a folder of EventSub messages, one in each *.json (docs/rehearsal.md)" };
        file.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } path && !File.Exists(path) && !Directory.Exists(path))
            {
                result.AddError($"There is no file {path}, and no folder of that name.");
            }
        });
        var dryRun = new Option<bool>("--dry-run") { Description = "Only decide what would be spoken; play nothing" };
        var speed = new Option<double?>("--speed") { Description = "Pace: 1 is true, 0 without waiting", HelpName = "N" };
        speed.InRange(0, 1_000);
        var command = new Command("rehearse", "Play a recorded stream, or try the filters on it with --dry-run") { file, dryRun, speed, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && !result.GetValue(dryRun))
            {
                result.AddError("--json needs --dry-run.");
            }
        });
        command.SetAction((result, cancellationToken) => result.GetValue(dryRun)
            ? DryRunAsync(context, result, result.GetRequiredValue(file), result.GetValue(json), cancellationToken)
            : RunCommand.RunAsync(
                context,
                new RunSettings { Host = CommonOptions.ReadSettings(result), Rehearse = result.GetRequiredValue(file), Speed = result.GetValue(speed), ExitWhenIdle = true },
                cancellationToken));
        return command;
    }

    private static async Task<int> DryRunAsync(CommandContext context, ParseResult result, string path, bool json, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(context, CommonOptions.ReadSettings(result), (collection, configuration) =>
        {
            collection.AddSingleton<ISpeechGate, DryRunGate>();
            collection.AddSingleton<IViewerSettings, NoViewerSettings>();
            collection.AddIntakeComposer(configuration);
            collection.AddRehearsal(configuration);
            collection.AddOptions<CommandOptions>().Bind(configuration.GetSection(CommandOptions.Section));
        });
        var dryRun = new DryRun(services.GetRequiredService<IUtteranceComposer>(), services.GetRequiredService<IOptions<CommandOptions>>().Value);
        var table = new Table().Border(TableBorder.Simple).AddColumns(Directory.Exists(path) ? "File" : "Line", "Kind", "From", "Decision", "Reason", "Spoken, or written");
        try
        {
            await foreach (var line in RehearsalReader.ReadAsync(path, services.GetRequiredService<IOptions<RehearsalOptions>>().Value, cancellationToken))
            {
                Tell(dryRun.Decide(line));
            }

            Tell(dryRun.Finish());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return context.Fail($"{path} cannot be read: {exception.Message}");
        }

        if (!json)
        {
            context.Out.Write(table);
        }

        return ExitCodes.Done;

        void Tell(IEnumerable<DryRunLine> decided)
        {
            foreach (var line in decided)
            {
                if (json)
                {
                    context.WriteJson(line, CliJsonContext.Readable.DryRunLine);
                }
                else
                {
                    AddRow(table, line);
                }
            }
        }
    }

    private static void AddRow(Table table, DryRunLine line) => table.AddRow(
        new Text(line.File is { } file ? ConsoleText.Clean(file) : line.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new Text(line.Kind),
        new Text(ConsoleText.Clean(line.Viewer?.DisplayName)),
        new Text(line.Decision),
        new Text(line.Reason.Rule is null ? line.Reason.Code : $"{line.Reason.Code} ({ConsoleText.Clean(line.Reason.Rule)})"),
        new Text(ConsoleText.Clean(line.SpokenText ?? line.Text)));
}
