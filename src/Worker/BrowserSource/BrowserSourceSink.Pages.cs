using System.Collections.Immutable;
using System.Net.WebSockets;
using IShowTts.Integrations.Playback;

namespace IShowTts.Worker.BrowserSource;

/// <content>What the sink tells its pages and hears of them.</content>
internal sealed partial class BrowserSourceSink
{
    private const int LeastIdlePatience = 5_000;
    private static readonly TimeSpan ClockCheckInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing need be heard of an audio clock while nothing plays. One that runs says something twice a second.</summary>
    private TimeSpan IdlePatience => TimeSpan.FromMilliseconds(Math.Max(LeastIdlePatience, options.AckMilliseconds));

    private ImmutableArray<OverlayPage> OwnPages() => roster.Pages.RemoveAll(page => page.Name != overlay || page.Ended.IsCompleted);

    /// <summary>Whether a page says that it plays, and its audio clock bears it out.</summary>
    private bool Plays(OverlayPage page) => page.Audio == PageAudio.Running && page.LastWord is { } at && time.GetElapsedTime(at) < IdlePatience;

    private void BeginRun() => run = new OverlayRun(run.Generation + 1);

    private void Send(ReadOnlySpan<float> samples)
    {
        if (run.Outstanding == 0)
        {
            lastProgress = time.GetTimestamp();
        }

        Broadcast(run.Append(samples));
    }

    private void Mark(string type)
        => Broadcast(OverlayJsonContext.Write(new MarkMessage(type, run.Generation, run.Written, utterance), OverlayJsonContext.Default.MarkMessage));

    private void TellFade()
    {
        foreach (var page in Broadcast(OverlayJsonContext.Write(new FadeMessage("fade", run.Generation), OverlayJsonContext.Default.FadeMessage)))
        {
            page.FadeAsked = run.Generation;
        }
    }

    private ImmutableArray<OverlayPage> Broadcast(OverlayFrame frame)
    {
        var playing = roster.Pages.RemoveAll(page => page.Name != overlay || page.Audio != PageAudio.Running);
        foreach (var page in playing)
        {
            page.Send(frame);
        }

        return playing;
    }

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

    private void Pulse()
    {
        var old = changed;
        changed = NewSignal();
        old.TrySetResult();
    }

    private void OnChanged(OverlayPage page)
    {
        if (page.Name == overlay)
        {
            FindLeader(static counts => counts.Audio == PageAudio.Running, OverlayTrouble.PageGone);
        }
    }

    /// <summary>A page whose audio clock stands while nothing plays is found out before the next message is spoken to it.</summary>
    private void CheckClock() => FindLeader(Plays, OverlayTrouble.PageSilent);

    /// <summary>Lets the next page count when the one that counts cannot any more; without one the sink is lost.</summary>
    /// <param name="isFit">Whether the page that counts still can.</param>
    /// <param name="why">Why the sink is lost.</param>
    private void FindLeader(Func<OverlayPage, bool> isFit, Func<AudioSinkException> why)
    {
        lock (gate)
        {
            if (!isOpen || isFit(leader!))
            {
                return;
            }

            if (OwnPages().FirstOrDefault(Plays) is { } next)
            {
                Follow(next);
                return;
            }

            Lose(why());
        }

        Lost?.Invoke();
    }

    private void Follow(OverlayPage next)
    {
        leader = next;
        lastProgress = time.GetTimestamp();
        Log.PageCounts(logger, Name, next.Number);
        Advance(next.Played);
        run.ForgetEnd();
        if (run.IsFading && next.FadeAsked != run.Generation)
        {
            next.Faded = new PagePosition(run.Generation, run.Heard); // it began to play after the fade, and so has nothing to let fade
        }

        Pulse();
    }

    private void OnReported(OverlayPage page, PageReport report)
    {
        if (page.Name != overlay)
        {
            return;
        }

        lock (gate)
        {
            if (report.Generation != run.Generation || !isOpen)
            {
                return;
            }

            var before = page.Played.Generation == run.Generation ? page.Played.Frames : 0;
            if ((report.Frames < before && report.Type != "faded") || report.Frames < 0 || report.Frames > run.Written)
            {
                page.End(WebSocketCloseStatus.PolicyViolation, "The page acknowledges audio that it cannot have played.");
                return;
            }

            page.Played = new PagePosition(run.Generation, Math.Max(before, report.Frames));
            if (report.Type == "faded" && run.IsFading)
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
        if (position.Generation == run.Generation && run.Advance(position.Frames))
        {
            lastProgress = time.GetTimestamp();
        }
    }

    private void Note(PageReport report)
    {
        switch (report.Type)
        {
            case "started" when report.Utterance == utterance:
                Log.UtteranceStarted(logger, Name, leader!.Number, utterance);
                break;
            case "ended" when report.Utterance == utterance:
                run.AcknowledgeEnd(report.Frames);
                lastAcknowledged = time.GetUtcNow();
                Log.UtteranceEnded(logger, Name, leader!.Number, utterance, Duration(report.Frames).TotalMilliseconds);
                break;
            case "dry" when run.HasWaitedAt(report.Frames):
                ahead.Grow();
                Log.Gap(logger, Name, leader!.Number, Duration(ahead.Frames).TotalMilliseconds);
                break;
        }
    }
}
