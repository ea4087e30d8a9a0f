using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IShowTts.Worker.Cli.View;

/// <summary>The live view in a terminal: who speaks, who waits, what was heard and what was not, and why.</summary>
internal sealed class LiveViewService(
    IAnsiConsole console,
    ShowBoard board,
    IUtteranceQueue queue,
    ISpeechControl control,
    IAlarms alarms,
    IEnumerable<IEventSource> sources,
    TimeProvider time) : BackgroundService
{
    private const int WaitingShown = 5;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await console.Live(new Text("Starting…")).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Top).StartAsync(async live =>
        {
            using var ticks = new PeriodicTimer(Refresh, time);
            try
            {
                do
                {
                    live.UpdateTarget(await RenderAsync(stoppingToken));
                }
                while (await ticks.WaitForNextTickAsync(stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                live.UpdateTarget(Lines(8));
            }
        });

    /// <summary>What is shown now.</summary>
    public async ValueTask<IRenderable> RenderAsync(CancellationToken cancellationToken)
    {
        var status = await control.GetStatusAsync(cancellationToken);
        var waiting = await queue.PeekAsync(WaitingShown, cancellationToken);
        var parts = new List<IRenderable> { Head(status), Speaking(status) };
        parts.AddRange(waiting.Select(utterance => new Text($"  {ConsoleText.Clean($"{utterance.Viewer.DisplayName}: {utterance.SpokenText}", 100)}", new Style(Color.Grey))));
        if (status.Waiting > waiting.Count)
        {
            parts.Add(new Text($"  and {status.Waiting - waiting.Count} more", new Style(Color.Grey)));
        }

        parts.Add(new Rule());
        parts.Add(Lines(Math.Max(5, console.Profile.Height - parts.Count - alarms.Current.Count - 4)));
        parts.AddRange(alarms.Current.Select(alarm => new Text($"! {ConsoleText.Clean(alarm.Text)}", new Style(Color.Red))));
        return new Rows(parts);
    }

    private Text Head(SpeechStatus status)
    {
        var state = (status.IsEnabled, status.IsPaused) switch
        {
            (false, _) => "OFF",
            (_, true) => "PAUSED",
            _ => "on",
        };
        var shown = string.Join(", ", sources.Select(source => $"{source.Name} ({source.Health.State.ToString().ToLowerInvariant()})"));
        return new Text($"iShowTTS {state} · {(shown.Length > 0 ? shown : "no source")} · {status.Waiting} waiting, {status.Held} held · Ctrl-C ends", new Style(Color.Aqua));
    }

    private static Text Speaking(SpeechStatus status) => status.NowPlaying is { } now
        ? new Text(FormattableString.Invariant($"▶ {ConsoleText.Clean(now.SpokenText, 200)}  ({status.HeardMs / 1000:0.0} s)"), new Style(Color.Green))
        : new Text("▶ (silent)", new Style(Color.Grey));

    private Rows Lines(int count) => new(board.Newest(count).Select(Line));

    private static Text Line(ShowLine line)
    {
        var colour = line.Kind switch
        {
            ShowLineKind.Heard => Color.Green,
            ShowLineKind.Speaking => Color.White,
            ShowLineKind.NotHeard => Color.Yellow,
            ShowLineKind.Ignored => Color.Grey,
            ShowLineKind.Warning => Color.Red,
            _ => Color.Aqua,
        };
        return new Text(FormattableString.Invariant($"{line.At.ToLocalTime():HH:mm:ss} {PlainView.Mark(line.Kind)} {line.Text}"), new Style(colour)) { Overflow = Overflow.Ellipsis };
    }
}
