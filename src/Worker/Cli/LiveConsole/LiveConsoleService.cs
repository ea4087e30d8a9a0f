using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Shows what goes on: a screen that is redrawn on a terminal, one line per change otherwise.</summary>
internal sealed class LiveConsoleService(
    IAnsiConsole console,
    ConsoleState state,
    IUtteranceQueue queue,
    IEnumerable<IEventSource> sources,
    IEnumerable<IAudioSink> sinks,
    IAlarms alarms,
    IOptions<LiveConsoleOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<LiveConsoleService> logger,
    DashboardLink? dashboard = null) : BackgroundService
{
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(250);
    private readonly Lock writing = new();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.View == ConsoleView.Off)
        {
            return;
        }

        try
        {
            // What is committed from now on is shown; nothing is said before everything is open and listening.
            var transitions = queue.WatchAsync(null, stoppingToken);
            await WaitStartedAsync(stoppingToken);
            await (IsLive(console, options.Value.View) ? ShowScreenAsync(transitions, stoppingToken) : WriteLinesAsync(transitions, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
        catch (Exception e)
        {
            // A broken terminal or store must not end the show.
            Log.Ended(logger, e);
        }
    }

    /// <summary>Whether the screen is redrawn.</summary>
    public static bool IsLive(IAnsiConsole console, ConsoleView view) => view switch
    {
        ConsoleView.Live => true,
        ConsoleView.Auto => console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi,
        _ => false,
    };

    private async Task WaitStartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellationToken);
    }

    private void WriteBanner()
    {
        // Logs are kept, and read by others: a link that signs in is for a person's terminal.
        var link = console.Profile.Out.IsTerminal ? dashboard?.Create() : null;
        foreach (var line in StartBanner.Lines([.. sinks.Select(sink => sink.Name)], [.. sources.Select(source => source.Name)], link, dashboard?.Address))
        {
            Write(line);
        }
    }

    private async Task WriteLinesAsync(IAsyncEnumerable<UtteranceTransition> transitions, CancellationToken cancellationToken)
    {
        var told = new AlarmLines(alarms, time.LocalTimeZone, time);
        alarms.Changed += TellAlarms;
        state.Ignored += TellIgnored;
        state.CommandAnswered += TellAnswer;
        try
        {
            WriteBanner();
            if (state.Unusual is { } unusual)
            {
                Write(new ScreenLine(unusual, Tone.Alarm));
            }

            TellAlarms();
            var toldServer = false;
            await foreach (var transition in transitions.WithCancellation(cancellationToken))
            {
                // Known only after the device was opened, so it is told with the first line after that.
                if (!toldServer && state.OwnServer is { } server)
                {
                    toldServer = true;
                    Write(new ScreenLine(server, Tone.Plain));
                }

                if (PlainLine.For(transition, time.LocalTimeZone) is { } text)
                {
                    Write(new ScreenLine(text, transition.Utterance.State switch
                    {
                        UtteranceState.Playing or UtteranceState.Heard => Tone.Good,
                        > UtteranceState.Heard => Tone.Bad,
                        _ => Tone.Faint,
                    }));
                }
            }
        }
        finally
        {
            alarms.Changed -= TellAlarms;
            state.Ignored -= TellIgnored;
            state.CommandAnswered -= TellAnswer;
        }

        void TellIgnored(HistoryEntry entry) => Write(new ScreenLine(PlainLine.For(entry, time.LocalTimeZone), Tone.Faint));

        void TellAnswer(AnswerEntry entry) => Write(new ScreenLine(PlainLine.For(entry, time.LocalTimeZone), Tone.Plain));

        void TellAlarms()
        {
            foreach (var line in told.Changes())
            {
                Write(line);
            }
        }
    }

    private async Task ShowScreenAsync(IAsyncEnumerable<UtteranceTransition> transitions, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(transitions, either.Token);
        WriteBanner();
        try
        {
            await console.Live(new Text("")).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(live => RedrawAsync(live, watching, either.Token));
        }
        finally
        {
            await either.CancelAsync();
            await watching.WaitAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(IAsyncEnumerable<UtteranceTransition> transitions, CancellationToken cancellationToken)
    {
        await foreach (var transition in transitions.WithCancellation(cancellationToken))
        {
            state.Add(transition);
        }
    }

    private async Task RedrawAsync(LiveDisplayContext live, Task watching, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScreenLine> shown = [];
        using var timer = new PeriodicTimer(RedrawInterval, time);
        do
        {
            if (watching.IsCompleted)
            {
                await watching; // it ends only by an error or with the worker
            }

            var snapshot = await state.TakeAsync(cancellationToken);
            var lines = ConsoleScreen.Compose(snapshot, console.Profile.Width, console.Profile.Height - 1, time.LocalTimeZone);
            if (!lines.SequenceEqual(shown))
            {
                live.UpdateTarget(ScreenWriter.Render(lines));
                shown = lines;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private void Write(ScreenLine line)
    {
        lock (writing)
        {
            // Not wrapped: a log wants one line per change, however long.
            if (console.Profile.Out.IsTerminal)
            {
                console.Write(ScreenWriter.Render(line));
                console.WriteLine();
            }
            else
            {
                console.Profile.Out.Writer.WriteLine(line.Text);
                console.Profile.Out.Writer.Flush();
            }
        }
    }
}
