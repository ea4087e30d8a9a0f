using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Cli.View;

/// <summary>Registers the console view of <c>run</c>.</summary>
internal static class ConsoleViewServiceCollectionExtensions
{
    /// <summary>Adds what feeds the board and what shows it.</summary>
    /// <param name="services">The host's services, with the composer already added.</param>
    /// <param name="context">Where to write.</param>
    /// <param name="board">What is shown.</param>
    /// <param name="isLive">A live view; else plain lines.</param>
    public static IServiceCollection AddConsoleView(this IServiceCollection services, CommandContext context, ShowBoard board, bool isLive)
    {
        services.AddSingleton(board);
        services.AddSingleton<IUtteranceComposer>(provider => new ObservedComposer(provider.GetRequiredService<UtteranceComposer>(), board));
        services.AddHostedService<BoardFeedService>();
        if (isLive)
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<LiveViewService>(provider, context.Out));
        }
        else
        {
            board.Added += line => PlainView.Write(context.Out, line);
        }

        return services;
    }
}
