using System.CommandLine;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Api;
using IShowTts.Worker.Cli.View;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Queue;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts run</c>: the worker itself.</summary>
internal static class RunCommand
{
    private const string DefaultRehearsal = "rehearsal.jsonl";

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context, RunArguments arguments)
    {
        var command = new Command("run", "Run the worker (what happens without a command too)");
        arguments.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(context, arguments.Read(result), cancellationToken));
        return command;
    }

    /// <summary>Runs the worker until it is told to end.</summary>
    public static async Task<int> RunAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        var host = ChooseSource(settings, out var isDefaultRehearsal);
        var board = new ShowBoard(context.Time);
        var isLive = !settings.NoConsole && context.Out.Profile.Capabilities.Interactive && context.Out.Profile.Capabilities.Ansi;
        host = host with
        {
            ConfigureServices = services =>
            {
                services.AddLogging(logging => logging.ClearProviders()
                    .SetMinimumLevel(settings.NoConsole ? LogLevel.Information : LogLevel.Warning)
                    .AddFilter("Microsoft", LogLevel.Warning)
                    .AddProvider(isLive ? new BoardLogProvider(board) : new ConsoleLogProvider(context.Error)));
                services.AddConsoleView(context, board, isLive);
                if (settings.ExitWhenIdle)
                {
                    services.AddHostedService<IdleExit>();
                }

                context.ConfigureServices?.Invoke(services);
            },
        };
        try
        {
            await using var app = WorkerHost.Build(host);
            await app.StartAsync(cancellationToken);
            foreach (var line in Welcome.Lines(app.Services, host, isDefaultRehearsal, AddressFile.Find(app.Services.GetRequiredService<IServer>())))
            {
                board.Say(line);
            }

            await app.WaitForShutdownAsync(cancellationToken);
            return Ending(app, context);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return context.Fail($"The HTTP server cannot listen: {exception.InnerException.Message}. Another program (or another worker) has the port. Choose another with --port N or Api:Port; 0 takes any free one.");
        }
        catch (Exception exception) when (Explain(exception) is { } explanation)
        {
            return context.Fail(explanation.Text, explanation.ExitCode);
        }
    }

    /// <summary>No source in configuration or command line: the rehearsal that comes with the worker.</summary>
    private static WorkerHostSettings ChooseSource(RunSettings settings, out bool isDefaultRehearsal)
    {
        var host = settings.Host with { Overrides = settings.ToOverrides() };
        var values = WorkerConfiguration.Load(host).Current.Values;
        isDefaultRehearsal = string.IsNullOrWhiteSpace(values.GetValueOrDefault("Twitch:Channel")) && string.IsNullOrWhiteSpace(values.GetValueOrDefault("Rehearsal:File"));
        if (!isDefaultRehearsal || ConfigurationLocations.FindBeside(DefaultRehearsal) is not { } file)
        {
            return host;
        }

        return host with { Overrides = new Dictionary<string, string?>(host.Overrides, StringComparer.OrdinalIgnoreCase) { ["Rehearsal:File"] = file } };
    }

    /// <summary>A part that broke ends the worker; the shell must know.</summary>
    private static int Ending(WebApplication app, CommandContext context)
    {
        var broken = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().FirstOrDefault(service => service.ExecuteTask is { IsFaulted: true });
        return broken?.ExecuteTask?.Exception?.InnerException is { } exception
            ? context.Fail($"The worker ended because {broken.GetType().Name} broke: {exception.Message}")
            : ExitCodes.Done;
    }

    private static (string Text, int ExitCode)? Explain(Exception exception) => exception switch
    {
        OptionsValidationException invalid => (string.Join('\n', invalid.Failures), ExitCodes.Misused),
        QueueStoreException queue => (queue.Message, ExitCodes.Failed),
        AudioSinkException sink => (sink.Message, sink.Code == "library-missing" ? ExitCodes.SetUpNeeded : ExitCodes.Failed),
        SynthesisException engine => (engine.Message, engine.Code == "engine-missing" ? ExitCodes.SetUpNeeded : ExitCodes.Failed),
        _ => null,
    };
}
