using System.CommandLine;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Webhooks;
using Microsoft.AspNetCore.Connections;
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
        var host = ChooseSource(settings) with
        {
            ExitWhenIdle = settings.ExitWhenIdle,
            ConfigureServices = services =>
            {
                AddLogging(services, context, settings);
                services.AddLiveConsole(context.Out);
                context.ConfigureServices?.Invoke(services);
            },
        };
        try
        {
            await using var app = WorkerHost.Build(host);
            await StartAsync(app, cancellationToken);
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

    /// <summary>Starts everything. What had started is stopped again when the rest cannot: a part that is only torn down would tell of its own end as if it had broken.</summary>
    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static void AddLogging(IServiceCollection services, CommandContext context, RunSettings settings)
    {
        services.AddLogging(logging => logging.ClearProviders()
            .SetMinimumLevel(settings.NoConsole ? LogLevel.Information : LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Warning)
            // A failed start is told below, in words that name the key.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical)
            .AddProvider(new ConsoleLogProvider(context.Error)));
        // Log lines would tear the live screen apart; what a person must know is an alarm on it.
        services.AddOptions<LoggerFilterOptions>().Configure<IOptions<LiveConsoleOptions>>((filters, live) =>
        {
            if (LiveConsoleService.IsLive(context.Out, live.Value.View))
            {
                filters.Rules.Add(new LoggerFilterRule(typeof(ConsoleLogProvider).FullName, null, LogLevel.None, null));
            }
        });
    }

    /// <summary>No source in configuration or command line: the rehearsal that comes with the worker.</summary>
    private static WorkerHostSettings ChooseSource(RunSettings settings)
    {
        var host = settings.Host with { Overrides = settings.ToOverrides() };
        var values = WorkerConfiguration.Load(host).Current.Values;
        if (HasSource(values) || ConfigurationLocations.FindBeside(DefaultRehearsal) is not { } file)
        {
            return host;
        }

        return host with { Overrides = new Dictionary<string, string?>(host.Overrides, StringComparer.OrdinalIgnoreCase) { ["Rehearsal:File"] = file } };
    }

    /// <summary>A channel, a recording, webhooks, or the token of a donation service.</summary>
    private static bool HasSource(IReadOnlyDictionary<string, string?> values) =>
        !string.IsNullOrWhiteSpace(values.GetValueOrDefault("Twitch:Channel"))
        || !string.IsNullOrWhiteSpace(values.GetValueOrDefault("Rehearsal:File"))
        || (bool.TryParse(values.GetValueOrDefault("Webhooks:Enabled"), out var webhooks) && webhooks)
        || values.Any(pair => pair.Key.StartsWith("Donations:", StringComparison.OrdinalIgnoreCase) && ConfigurationListing.IsSecret(pair.Key) && !string.IsNullOrWhiteSpace(pair.Value));

    /// <summary>A part that broke ends the worker; the shell must know.</summary>
    private static int Ending(WebApplication app, CommandContext context)
    {
        var services = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
        if (services.OfType<IdleExit>().FirstOrDefault()?.Failure is { } failure)
        {
            return context.Fail(failure);
        }

        var broken = services.FirstOrDefault(service => service.ExecuteTask is { IsFaulted: true });
        return broken?.ExecuteTask?.Exception?.InnerException is { } exception
            ? context.Fail($"The worker ended because {broken.GetType().Name} broke: {exception.Message}")
            : ExitCodes.Done;
    }

    private static (string Text, int ExitCode)? Explain(Exception exception) => exception switch
    {
        OptionsValidationException invalid => (string.Join('\n', invalid.Failures), ExitCodes.Misused),
        WebhookServerException webhooks => (webhooks.Message, ExitCodes.Failed),
        QueueStoreException queue => (queue.Message, ExitCodes.Failed),
        AudioSinkException sink => (sink.Message, sink.Code == "library-missing" ? ExitCodes.SetUpNeeded : ExitCodes.Failed),
        SynthesisException engine => (engine.Message, engine.Code == "engine-missing" ? ExitCodes.SetUpNeeded : ExitCodes.Failed),
        _ => null,
    };
}
