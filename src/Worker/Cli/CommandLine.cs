using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using IShowTts.Worker.Cli.Bench;
using IShowTts.Worker.Cli.Discord;
using IShowTts.Worker.Cli.Doctor;
using IShowTts.Worker.Cli.Keys;
using IShowTts.Worker.Cli.Twitch;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli;

/// <summary>The program <c>ishowtts</c>: reads the command line and runs one command. Without a command it runs the worker.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">Arguments after the program's name.</param>
    /// <param name="context">Where to write.</param>
    /// <param name="cancellationToken">Ends the command cleanly.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken)
    {
        var result = Build(context).Parse(arguments);
        if (result.Errors.Count > 0 && result.Action is ParseErrorAction or null)
        {
            return Misused(result, context);
        }

        var invocation = new InvocationConfiguration
        {
            Output = context.Out.Profile.Out.Writer,
            Error = context.Error.Profile.Out.Writer,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await result.InvokeAsync(invocation, cancellationToken);
        }
        catch (ConfigurationException exception)
        {
            return context.Fail(exception.Message, ExitCodes.Misused);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The edge of the program: say what broke instead of a stack trace, and let the shell know.
            return context.Fail($"Something broke that should not ({exception.GetType().Name}): {exception.Message}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Say("Ended.");
            // What runs until somebody ends it has done its work; a download, a conversion, a benchmark or a login has not, and a script must not go on.
            return Names(result.CommandResult).FirstOrDefault() is "models" or "bench" or "twitch" or "discord" ? ExitCodes.Failed : ExitCodes.Done;
        }
    }

    /// <summary>All commands.</summary>
    public static RootCommand Build(CommandContext context)
    {
        var root = new RootCommand("iShowTTS reads a live stream's chat aloud into a virtual audio device.")
        {
            CommonOptions.DataDirectory(),
            CommonOptions.Config(),
        };
        var run = new RunArguments().WithChecks();
        run.AddTo(root);
        root.SetAction((result, cancellationToken) => RunCommand.RunAsync(context, run.Read(result), cancellationToken));
        foreach (var command in Commands(context, run))
        {
            root.Add(command);
        }

        root.HelpName = "ishowtts";
        foreach (var version in root.Options.OfType<VersionOption>().ToArray())
        {
            root.Options.Remove(version);
        }

        return root;
    }

    private static IEnumerable<Command> Commands(CommandContext context, RunArguments run) =>
    [
        RunCommand.Build(context, run),
        SayCommand.Build(context),
        VoicesCommand.Build(context),
        DevicesCommand.Build(context),
        QueueCommand.Build(context),
        DashboardCommand.Build(context),
        KeysCommand.Build(context),
        WebhooksCommand.Build(context),
        RehearseCommand.Build(context),
        RecordCommand.Build(context),
        BenchCommand.Build(context),
        ModelsCommand.Build(context),
        TwitchCommand.Build(context),
        DiscordCommand.Build(context),
        DoctorCommand.Build(context),
        ConfigCommand.Build(context),
        VersionCommand.Build(context),
    ];

    private static int Misused(ParseResult result, CommandContext context)
    {
        foreach (var error in result.Errors.Select(Describe).Distinct(StringComparer.Ordinal))
        {
            context.Fail(error);
        }

        var words = result.UnmatchedTokens.Take(1).Select(word => NearestKey.Find(word, Known(result.CommandResult.Command)));
        foreach (var nearest in words.OfType<string>())
        {
            context.Say($"Did you mean {nearest}?");
        }

        var path = string.Join(' ', Names(result.CommandResult));
        context.Say($"Try: ishowtts {path}{(path.Length > 0 ? " " : "")}--help");
        return ExitCodes.Misused;
    }

    /// <summary>The parser names .NET types; people want to know what to type.</summary>
    private static string Describe(ParseError error) =>
        error.SymbolResult is OptionResult { Option: var option, Tokens: [var token, ..] } && NumberWord(option.ValueType) is { } number && error.Message.Contains(option.ValueType.Name, StringComparison.Ordinal)
            ? $"{option.Name} needs {number}, not '{token.Value}'."
            : error.Message;

    private static string? NumberWord(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) == typeof(int) ? "a whole number"
        : (Nullable.GetUnderlyingType(type) ?? type) == typeof(double) ? "a number"
        : null;

    private static IEnumerable<string> Known(Command command) =>
        command.Subcommands.Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name));

    private static IEnumerable<string> Names(CommandResult result) =>
        result.Parent is CommandResult parent ? Names(parent).Append(result.Command.Name) : [];
}
