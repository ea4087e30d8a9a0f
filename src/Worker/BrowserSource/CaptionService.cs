using IShowTts.Worker.Playout;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Tells every page who speaks, what, and how far it was heard. Needs no audio in the pages: it follows the sink that counts.</summary>
/// <remarks>It looks at what plays twenty times a second while a page is there, and tells only what changed.</remarks>
internal sealed class CaptionService(OverlayRoster roster, NowPlaying nowPlaying, TimeProvider time) : BackgroundService
{
    private const int LooksPerPing = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly Lock gate = new();
    private readonly Caption caption = new();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        roster.Changed += Greet;
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            for (var looks = 0; await timer.WaitForNextTickAsync(stoppingToken); looks++)
            {
                if (roster.Pages.IsEmpty)
                {
                    continue;
                }

                Look();
                if (looks % LooksPerPing == 0)
                {
                    roster.Send(OverlayJsonContext.Write(new PlainMessage("ping"), OverlayJsonContext.Default.PlainMessage));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops; the pages are told by the end of their connection.
        }
        finally
        {
            roster.Changed -= Greet;
        }
    }

    private void Look()
    {
        lock (gate)
        {
            foreach (var frame in caption.Follow(nowPlaying.Cue, nowPlaying.Heard, !nowPlaying.IsPaused))
            {
                roster.Send(frame);
            }
        }
    }

    /// <summary>Tells a new page what plays already.</summary>
    private void Greet(OverlayPage page)
    {
        if (page.Audio != PageAudio.Unknown)
        {
            return;
        }

        Look(); // nobody may have looked since the last page left
        lock (gate)
        {
            foreach (var frame in caption.Whole())
            {
                page.Send(frame);
            }
        }
    }
}
