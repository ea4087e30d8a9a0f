using System.Collections.Immutable;
using System.Net.WebSockets;
using IShowTts.Integrations.Playback;

namespace IShowTts.Worker.BrowserSource;

/// <content>What the sink hears of its pages.</content>
internal sealed partial class BrowserSourceSink
{
    private ImmutableArray<OverlayPage> OwnPages() => roster.Pages.RemoveAll(page => page.Name != overlay || page.Ended.IsCompleted);

    /// <summary>Waits for a word of the page, not longer than it may be silent.</summary>
    private async ValueTask WaitForPageAsync(Task wait, CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromMilliseconds(options.AckMilliseconds);
        try
        {
            var left = patience - time.GetElapsedTime(Interlocked.Read(ref lastProgress));
            await wait.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            var silent = CountAsStalled(patience);
            if (silent is not null)
            {
                Log.NotAcknowledged(logger, Name, silent.Number, options.AckMilliseconds);
                silent.End(WebSocketCloseStatus.PolicyViolation, "The page did not acknowledge its audio in time.");
                Lost?.Invoke();
            }
        }
    }

    /// <summary>Makes the sink lost when its page is silent for too long.</summary>
    /// <returns>That page; null when it was heard of in the meantime.</returns>
    private OverlayPage? CountAsStalled(TimeSpan patience)
    {
        lock (gate)
        {
            if (!isOpen || time.GetElapsedTime(lastProgress) < patience)
            {
                return null;
            }

            Lose(OverlayTrouble.Stalled(options.AckMilliseconds));
            return leader;
        }
    }

    private void Lose(AudioSinkException why)
    {
        isOpen = false;
        lost = why;
        Pulse();
    }

    private void Broadcast(OverlayFrame frame)
    {
        foreach (var page in roster.Pages)
        {
            if (page.Name == overlay && page.Audio == PageAudio.Running)
            {
                page.Send(frame);
            }
        }
    }

    private void OnChanged(OverlayPage page)
    {
        if (page.Name != overlay)
        {
            return;
        }

        lock (gate)
        {
            if (!isOpen || leader?.Audio == PageAudio.Running)
            {
                return;
            }

            if (OwnPages().FirstOrDefault(static other => other.Audio == PageAudio.Running) is { } next)
            {
                leader = next;
                lastProgress = time.GetTimestamp();
                Log.PageCounts(logger, Name, next.Number);
                Advance(next.Played);
                Pulse();
                return;
            }

            Lose(OverlayTrouble.PageGone());
        }

        Lost?.Invoke();
    }

    private void OnReported(OverlayPage page, PageReport report)
    {
        if (page.Name != overlay)
        {
            return;
        }

        lock (gate)
        {
            if (report.Generation != generation || !isOpen)
            {
                return;
            }

            if (report.Frames < page.Played.Frames && report.Generation == page.Played.Generation || report.Frames < 0 || report.Frames > written)
            {
                page.End(WebSocketCloseStatus.PolicyViolation, "The page acknowledges audio that it cannot have played.");
                return;
            }

            page.Played = new PagePosition(report.Generation, report.Frames);
            if (report.Type == "faded" && fading == generation)
            {
                page.Faded = page.Played;
            }

            if (page == leader)
            {
                Note(report);
                Advance(page.Played);
                Pulse();
            }
        }
    }

    private void Advance(PagePosition position)
    {
        if (position.Generation == generation && position.Frames > heard)
        {
            heard = Math.Min(position.Frames, written);
            lastProgress = time.GetTimestamp();
        }
    }

    private void Note(PageReport report)
    {
        if (report.Type == "started" && report.Utterance == utterance)
        {
            Log.UtteranceStarted(logger, Name, leader!.Number, utterance);
        }
        else if (report.Type == "ended" && report.Utterance == utterance)
        {
            lastAcknowledged = time.GetUtcNow();
            Log.UtteranceEnded(logger, Name, leader!.Number, utterance, Duration(report.Frames).TotalMilliseconds);
        }
    }
}
