using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Discord;

/// <content>Waiting for the bridge, and ending one that does not do what it must.</content>
internal sealed partial class DiscordVoiceSink
{
    /// <summary>How long it may tell nothing. Under the lock.</summary>
    private TimeSpan Longest => isEnding && sent == written ? EndLimit : StallLimit;

    /// <summary>From now on the bridge has something to do: what it did not do before does not count against it.</summary>
    private void BeginWaiting()
    {
        lock (gate)
        {
            lastProgress = time.GetTimestamp();
        }
    }

    /// <summary>Waits for a word of the bridge, not longer than it may be silent while it could send.</summary>
    private async ValueTask WaitForBridgeAsync(Task wait, CancellationToken cancellationToken)
    {
        var patience = Timeout.InfiniteTimeSpan;
        lock (gate)
        {
            if (troubleSince is null)
            {
                patience = Longest - time.GetElapsedTime(lastProgress);
            }
        }

        if (!await WaitAsync(wait, patience, cancellationToken))
        {
            Cut("stalled", $"The Discord bridge sent nothing, or did not tell that it sent all, for {StallLimit.TotalSeconds:0} s or more; it is started again.", () => troubleSince is null && time.GetElapsedTime(lastProgress) >= Longest);
        }
    }

    /// <summary>Waits for a signal.</summary>
    /// <returns>False when the limit passed first.</returns>
    private async ValueTask<bool> WaitAsync(Task wait, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await wait.WaitAsync(limit == Timeout.InfiniteTimeSpan || limit > TimeSpan.Zero ? limit : TimeSpan.Zero, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Ends a bridge that does not do what it must, and makes the sink lost.</summary>
    private void Cut(string code, string message, Func<bool> isSo)
    {
        bool isLost;
        lock (gate)
        {
            isLost = isOpen && isSo() && Lose(new AudioSinkException(code, message));
            Pulse();
        }

        if (isLost)
        {
            line.Cut(message);
        }

        TellLost(isLost);
    }
}
