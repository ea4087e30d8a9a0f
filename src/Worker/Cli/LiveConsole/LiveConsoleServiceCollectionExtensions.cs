using IShowTts.Worker.Commands;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Registers the console view.</summary>
internal static class LiveConsoleServiceCollectionExtensions
{
    /// <summary>Adds the view of <c>run</c>. Add it last, so that it starts when the rest has.</summary>
    /// <param name="services">Where to; the section <c>Console</c> of its configuration is read.</param>
    /// <param name="console">The terminal.</param>
    public static IServiceCollection AddLiveConsole(this IServiceCollection services, IAnsiConsole console)
    {
        services.AddOptions<LiveConsoleOptions>().BindConfiguration(LiveConsoleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(console);
        services.TryAddSingleton<IAlarms>(provider => provider.GetRequiredService<AlarmBoard>());
        services.TryAddSingleton<ConsoleState>();
        services.AddSingleton<IIntakeObserver>(provider => provider.GetRequiredService<ConsoleState>());
        services.AddSingleton<ICommandObserver>(provider => provider.GetRequiredService<ConsoleState>());
        services.AddHostedService<LiveConsoleService>();
        // Log lines would tear the screen apart. What a person must know is an alarm on it; other log providers still have every line.
        services.AddOptions<LoggerFilterOptions>().Configure<IOptions<LiveConsoleOptions>>((filters, live) =>
        {
            if (LiveConsoleService.IsLive(console, live.Value.View))
            {
                filters.Rules.Add(new LoggerFilterRule(typeof(ConsoleLoggerProvider).FullName, null, LogLevel.None, null));
            }
        });
        return services;
    }
}
