using IShowTts.Worker.Intake;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Spectre.Console;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Registers the console view.</summary>
internal static class LiveConsoleServiceCollectionExtensions
{
    /// <summary>Adds the view of <c>run</c>. Add it last, so that it starts when the rest has.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Console</c> is read.</param>
    /// <param name="console">The terminal.</param>
    public static IServiceCollection AddLiveConsole(this IServiceCollection services, IConfiguration configuration, IAnsiConsole console)
    {
        var section = configuration.GetSection(LiveConsoleOptions.Section);
        services.AddOptions<LiveConsoleOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(console);
        services.TryAddSingleton<IAlarms>(provider => provider.GetRequiredService<AlarmBoard>());
        services.TryAddSingleton<ConsoleState>();
        services.AddSingleton<IIntakeObserver>(provider => provider.GetRequiredService<ConsoleState>());
        services.AddHostedService<LiveConsoleService>();
        if (LiveConsoleService.IsLive(console, section.Get<LiveConsoleOptions>()?.View ?? ConsoleView.Auto))
        {
            // Log lines would tear the screen apart: errors raise alarms, and every other log provider still has them.
            services.AddLogging(logging => logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None));
        }

        return services;
    }
}
