using System.CommandLine;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Rehearsal;
using IShowTts.Integrations.Twitch;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts record</c>: writes a rehearsal file from a live channel.</summary>
internal static class RecordCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var words = new Argument<string[]>("channel and file") { Description = "CHANNEL FILE, or only FILE with --twitch", Arity = new ArgumentArity(1, 2), HelpName = "[CHANNEL] FILE" };
        var twitch = new Option<string?>("--twitch") { Description = "Twitch channel to record", HelpName = "CHANNEL" };
        var count = new Option<int?>("--count") { Description = "End after this many events", HelpName = "N" };
        count.InRange(1, 1_000_000_000);
        var command = new Command("record", "Record a channel's events to a rehearsal file, until Ctrl-C") { words, twitch, count };
        command.Validators.Add(result =>
        {
            var given = result.GetValue(words)?.Length ?? 0;
            if (given > 0 && given != (result.GetValue(twitch) is null ? 2 : 1))
            {
                result.AddError("Give a channel and a file: ishowtts record CHANNEL FILE (or --twitch CHANNEL FILE).");
            }
        });
        command.SetAction((result, cancellationToken) =>
        {
            var given = result.GetRequiredValue(words);
            return RunAsync(context, result, result.GetValue(twitch) ?? given[0], given[^1], result.GetValue(count), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, string channel, string path, int? count, CancellationToken cancellationToken)
    {
        var host = CommonOptions.ReadSettings(result);
        host = host with { Overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Twitch:Channel"] = channel } };
        await using var services = CommandServices.Build(context, host, (collection, configuration) => collection.AddTwitchIrc(configuration));
        var source = services.GetServices<IEventSource>().First();
        try
        {
            await using var writer = RehearsalWriter.Open(path, context.Time);
            context.Say($"Recording {source.Name} to {path}. Ctrl-C ends.");
            var ended = await RecordAsync(context, source, writer, count, cancellationToken);
            context.WriteLine($"{writer.Count} events recorded to {path}. Play them: ishowtts run --rehearse {path}");
            return ended ? ExitCodes.Done : context.Fail($"{source.Name} cannot be read: {source.Health.Detail}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return context.Fail($"{path} cannot be written: {exception.Message}");
        }
    }

    /// <summary>Records until the source ends, enough came, or the person ends it.</summary>
    /// <returns>False when the source gave up.</returns>
    private static async Task<bool> RecordAsync(CommandContext context, IEventSource source, RehearsalWriter writer, int? count, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var streamEvent in source.ReadAsync(cancellationToken))
            {
                await writer.WriteAsync(streamEvent, cancellationToken);
                if (writer.Count % 10 == 1)
                {
                    context.Say($"{writer.Count} events so far, the last at {streamEvent.At:HH:mm:ss} UTC.");
                }

                if (writer.Count == count)
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }

        return source.Health.State != SourceState.Failed;
    }
}
