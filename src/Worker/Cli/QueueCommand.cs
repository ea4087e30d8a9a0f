using System.CommandLine;
using System.Globalization;
using IShowTts.Worker.Api;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Queue;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts queue …</c>: looks at and steers the running worker.</summary>
internal static class QueueCommand
{
    /// <summary>Builds the command with everything below it.</summary>
    public static Command Build(CommandContext context)
    {
        var command = new Command("queue", "Look at and steer the running worker")
        {
            BuildList(context),
            Order(context, "status", "Say what is playing and how much waits", HttpMethod.Get, "/api/status", CliJsonContext.Readable.StatusBody, ShowStatus),
            Order(context, "pause", "Pause: silence, everything waits", HttpMethod.Post, "/api/speech/pause", CliJsonContext.Readable.StatusBody, ShowStatus),
            Order(context, "resume", "Go on after a pause", HttpMethod.Post, "/api/speech/resume", CliJsonContext.Readable.StatusBody, ShowStatus),
            Order(context, "clear", "Drop everything that waits", HttpMethod.Post, "/api/speech/clear", CliJsonContext.Readable.CountBody, (_, body) => $"{body.Count} dropped."),
            Order(context, "stop", "End what is playing and drop everything that waits", HttpMethod.Post, "/api/speech/stop", CliJsonContext.Readable.CountBody, (_, body) => $"{body.Count} ended."),
            BuildSkip(context),
            BuildById(context, "approve", "Let a held utterance go to the queue"),
            BuildById(context, "reject", "Reject a held or waiting utterance"),
        };
        return command;
    }

    private static Command BuildList(CommandContext context)
    {
        var json = CommonOptions.Json();
        var state = new Option<string?>("--state") { Description = "Only those in this state", HelpName = "STATE" };
        state.AcceptOnlyFromAmong([.. Kebab.All<UtteranceState>()]);
        var limit = new Option<int>("--limit") { Description = "At most this many, 1 to 500", DefaultValueFactory = _ => 50 };
        limit.InRange(1, 500);
        var command = new Command("list", "List utterances, newest first") { state, limit, json };
        command.SetAction((result, cancellationToken) =>
        {
            var query = $"/api/utterances?limit={result.GetValue(limit)}" + (result.GetValue(state) is { } only ? $"&state={only}" : "");
            return AskAsync(context, result, json, HttpMethod.Get, query, CliJsonContext.Readable.IReadOnlyListUtteranceBody, ShowList, cancellationToken);
        });
        return command;
    }

    private static Command BuildSkip(CommandContext context)
    {
        var json = CommonOptions.Json();
        var id = new Argument<string?>("id") { Description = "Utterance to skip; without it the one that is playing", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("skip", "Skip the utterance that is playing, or the one with this id") { id, json };
        command.SetAction((result, cancellationToken) => result.GetValue(id) is { } wanted
            ? AskAsync(context, result, json, HttpMethod.Post, $"/api/utterances/{Uri.EscapeDataString(wanted)}/skip", CliJsonContext.Readable.UtteranceBody, ShowOne, cancellationToken)
            : AskAsync(context, result, json, HttpMethod.Post, "/api/speech/skip", CliJsonContext.Readable.SkippedBody,
                (_, body) => body.Skipped is { } skipped ? $"Skipped: {ConsoleText.Clean(skipped.SpokenText)}" : "Nothing is playing.", cancellationToken));
        return command;
    }

    private static Command BuildById(CommandContext context, string name, string description)
    {
        var json = CommonOptions.Json();
        var id = new Argument<string>("id") { Description = "Id of the utterance (see: queue list)" };
        var command = new Command(name, description) { id, json };
        command.SetAction((result, cancellationToken) => AskAsync(
            context, result, json, HttpMethod.Post, $"/api/utterances/{Uri.EscapeDataString(result.GetRequiredValue(id))}/{name}", CliJsonContext.Readable.UtteranceBody, ShowOne, cancellationToken));
        return command;
    }

    private static Command Order<T>(
        CommandContext context, string name, string description, HttpMethod method, string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<CommandContext, T, string?> show)
    {
        var json = CommonOptions.Json();
        var command = new Command(name, description) { json };
        command.SetAction((result, cancellationToken) => AskAsync(context, result, json, method, path, type, show, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync<T>(
        CommandContext context,
        ParseResult result,
        Option<bool> json,
        HttpMethod method,
        string path,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        Func<CommandContext, T, string?> show,
        CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(ConfigurationLocations.FindDataDirectory(CommonOptions.ReadSettings(result).DataDirectory));
        try
        {
            using var client = WorkerClient.Connect(directory);
            var body = await client.SendAsync(method, path, type, directory, cancellationToken);
            if (result.GetValue(json))
            {
                context.WriteJson(body, type);
            }
            else if (show(context, body) is { } text)
            {
                context.WriteLine(text);
            }

            return ExitCodes.Done;
        }
        catch (WorkerClientException exception)
        {
            return context.Fail(exception.Message);
        }
    }

    private static string ShowStatus(CommandContext context, StatusBody status)
    {
        var state = (status.Enabled, status.Paused) switch
        {
            (false, _) => "off",
            (_, true) => "paused",
            _ => "on",
        };
        var playing = status.NowPlaying is { } now ? $"now speaking {ConsoleText.Clean(now.Viewer.DisplayName)}: {ConsoleText.Clean(now.SpokenText)}" : "silent";
        return $"Speech is {state} (mode {status.Mode}), {playing}. {status.Waiting} waiting, {status.Held} held.";
    }

    private static string ShowOne(CommandContext context, UtteranceBody utterance) => $"{utterance.Id} is {utterance.State}: {ConsoleText.Clean(utterance.SpokenText)}";

    private static string KindOf(UtteranceBody utterance) =>
        $"{utterance.Kind}{(utterance.Amount is { } amount ? " " + ConsoleText.Clean(amount.Text) : "")}{(utterance.IsTest ? " (test)" : "")}";

    private static string? ShowList(CommandContext context, IReadOnlyList<UtteranceBody> utterances)
    {
        if (utterances.Count == 0)
        {
            return "No utterances.";
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Id", "State", "Reason", "Kind", "From", "TTFA ms", "Text");
        foreach (var utterance in utterances)
        {
            table.AddRow(new Text(utterance.Id), new Text(utterance.State), new Text(utterance.Reason?.Code ?? ""), new Text(KindOf(utterance)), new Text(ConsoleText.Clean(utterance.Viewer.DisplayName)), new Text(utterance.Timings.TtfaMs is { } ttfa ? ttfa.ToString("0", CultureInfo.InvariantCulture) : ""), new Text(ConsoleText.Clean(utterance.SpokenText)));
        }

        context.Out.Write(table);
        return null;
    }
}
