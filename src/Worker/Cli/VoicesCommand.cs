using System.CommandLine;
using IShowTts.Tts.Voices;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts voices</c></summary>
internal static class VoicesCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var engine = new Option<string?>("--engine") { Description = "Only voices of this engine", HelpName = "ENGINE" };
        var command = new Command("voices", "List the voices that can speak") { engine, json };
        command.SetAction((result, cancellationToken) => RunAsync(context, result, result.GetValue(engine), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, string? engine, bool json, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(context, CommonOptions.ReadSettings(result));
        var catalog = services.GetRequiredService<VoiceCatalog>();
        var all = await catalog.ListAsync(cancellationToken);
        var voices = all
            .Where(voice => engine is null || voice.Engine.Equals(engine, StringComparison.OrdinalIgnoreCase))
            .Select(voice => new VoiceReport(voice.Name, voice.Engine, voice.EngineVoice, voice.Language, voice.Name.Equals(catalog.Default.Name, StringComparison.OrdinalIgnoreCase)))
            .ToArray();
        if (voices.Length == 0)
        {
            return engine is not null && all.Count > 0
                ? context.Fail($"There is no engine {engine}; there are: {string.Join(", ", all.Select(voice => voice.Engine).Distinct(StringComparer.OrdinalIgnoreCase))}.", ExitCodes.Misused)
                : context.Fail("No engine can speak. Install one: apt-get install libespeak-ng1 espeak-ng-data (or run: ishowtts doctor).", ExitCodes.SetUpNeeded);
        }

        if (json)
        {
            context.WriteJson<IReadOnlyList<VoiceReport>>(voices, CliJsonContext.Readable.IReadOnlyListVoiceReport);
            return ExitCodes.Done;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Voice", "Engine", "Engine's name", "Language", "");
        foreach (var voice in voices)
        {
            table.AddRow(new Text(voice.Name), new Text(voice.Engine), new Text(voice.EngineVoice), new Text(voice.Language), new Text(voice.IsDefault ? "default" : ""));
        }

        context.Out.Write(table);
        return ExitCodes.Done;
    }
}

/// <summary>One line of <c>voices --json</c>.</summary>
internal sealed record VoiceReport(string Name, string Engine, string EngineVoice, string Language, bool IsDefault);
