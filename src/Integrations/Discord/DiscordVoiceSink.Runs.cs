using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Discord;

/// <content>Runs of audio, and what the bridge tells of them. All under the lock but what waits.</content>
internal sealed partial class DiscordVoiceSink
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc/>
    public void OnChanged()
    {
        bool isLost;
        lock (gate)
        {
            // Read here: of two changes at once the later one must count.
            isLost = isOpen && Judge(line.State);
            if (line.Condition.Phase == DiscordVoicePhase.Unknown)
            {
                // The bridge is gone, and what it had with it.
                silencing = null;
            }

            Pulse();
        }

        TellLost(isLost);
    }

    /// <inheritdoc/>
    public void OnSent(uint epoch, long frames)
    {
        lock (gate)
        {
            isStillHeard |= epoch == silencing && frames > sent;
            if (isPlaying && epoch == this.epoch && frames > sent)
            {
                sent = Math.Min(frames, written);
                lastProgress = time.GetTimestamp();
                Pulse();
            }
        }
    }

    /// <inheritdoc/>
    public void OnFlushed(uint epoch, long frames)
    {
        var isLost = false;
        lock (gate)
        {
            if (!isPlaying || epoch != this.epoch)
            {
                return;
            }

            if (frames < written)
            {
                // Less than was told before, too: what nobody took was not heard.
                sent = Math.Max(0, frames);
                isLost = Lose(new AudioSinkException("not-sent", "The Discord bridge did not send all of an utterance; it is played by what Playout:OnSinkLost says."));
            }
            else
            {
                flushed = epoch;
                EndRun(written);
            }

            Pulse();
        }

        TellLost(isLost);
    }

    /// <inheritdoc/>
    public void OnFaded(uint epoch, long frames)
    {
        lock (gate)
        {
            if (epoch == silencing)
            {
                silencing = null;
                Pulse();
            }
            else if (isPlaying && epoch == this.epoch)
            {
                EndRun(Math.Clamp(frames, sent, written));
                Pulse();
            }
        }
    }

    private static TimeSpan Positive(TimeSpan wait) => wait > LeastWait ? wait : LeastWait;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether a connection that is not there may be there in a moment.</summary>
    private static bool IsComing(DiscordVoiceState state)
        => state.Phase is DiscordVoicePhase.Joining or DiscordVoicePhase.Securing or DiscordVoicePhase.Lost || state is { Phase: DiscordVoicePhase.Unknown, Reason: "" };

    private static AudioSinkException ErrorOf(DiscordVoiceState state) => new(
        state.Reason.Length > 0 ? state.Reason : "not-ready",
        state.Detail)
    {
        // Kicked or muted: somebody wants silence.
        IsIdle = state.Phase is DiscordVoicePhase.Alone or DiscordVoicePhase.Muted or DiscordVoicePhase.Away or DiscordVoicePhase.Left || state.Reason == "kicked",
    };

    private bool TryOpen(DiscordVoiceState state)
    {
        if (state.Phase != DiscordVoicePhase.Ready || silencing is not null)
        {
            return false;
        }

        lost = null;
        told = "";
        troubleSince = null;
        isOpen = true;
        isPlaying = isEnding = false;
        written = sent = 0;
        return true;
    }

    /// <summary>Throws why it cannot be opened, unless that was said before.</summary>
    private void TellOnce(DiscordVoiceState state)
    {
        var error = ErrorOf(state);
        if (error.Message != told)
        {
            told = error.Message;
            throw error;
        }
    }

    /// <summary>Decides what a state means for an open sink.</summary>
    /// <returns>Whether it is lost by that.</returns>
    private bool Judge(DiscordVoiceState state)
    {
        switch (state.Phase)
        {
            case DiscordVoicePhase.Ready:
                troubleSince = null;
                troubleTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                lastProgress = time.GetTimestamp();
                return false;
            case DiscordVoicePhase.Securing or DiscordVoicePhase.Lost:
                if (troubleSince is null)
                {
                    troubleSince = time.GetTimestamp();
                    troubleTimer.Change(lostAfter, Timeout.InfiniteTimeSpan);
                }

                return false;
            case DiscordVoicePhase.Joining:
                // Asked to move: no fault yet. Opening again tells when it takes too long.
                return Lose(new AudioSinkException("joining", state.Detail) { IsIdle = true });
            default:
                return Lose(ErrorOf(state));
        }
    }

    private void OnTroubleLasts()
    {
        var isLost = false;
        lock (gate)
        {
            var state = line.State;
            if (isOpen && state.Phase is (DiscordVoicePhase.Securing or DiscordVoicePhase.Lost) && troubleSince is { } since)
            {
                // A timer may be a hair early by the other clock, and nothing else would tell.
                var rest = lostAfter - time.GetElapsedTime(since);
                isLost = rest <= TimeSpan.Zero && Lose(ErrorOf(state));
                if (!isLost) troubleTimer.Change(Positive(rest), Timeout.InfiniteTimeSpan);
            }

            Pulse();
        }

        TellLost(isLost);
    }

    /// <summary>Makes an open sink lost. What the bridge still has of the run must not be heard later.</summary>
    private bool Lose(AudioSinkException why)
    {
        DropRun();
        isOpen = false;
        lost = why;
        told = why.IsIdle && why.Code == "joining" ? "" : why.Message;
        troubleSince = null;
        return true;
    }

    private void DropRun()
    {
        if (isOpen && isPlaying)
        {
            line.Fade(epoch);
            isPlaying = isEnding = false;
        }
    }

    private void TellLost(bool isLost)
    {
        if (isLost)
        {
            Lost?.Invoke();
        }
    }

    private void Send(ReadOnlySpan<float> samples)
    {
        if (!isPlaying)
        {
            epoch++;
            written = sent = 0;
            isPlaying = true;
            line.Play(epoch);
        }

        line.Send(epoch, samples, Gain());
        written += samples.Length / Format.Channels;
    }

    private void EndRun(long heard)
    {
        dropped = Duration(written - heard);
        faded = epoch;
        isPlaying = isEnding = false;
        written = sent = 0;
    }

    /// <summary>The least gain that can be configured is no sound at all: volume 0 is silent.</summary>
    private float Gain()
    {
        const double Silent = -60;
        const double Loudest = 12;
        var decibels = options.CurrentValue.Channels.GetValueOrDefault(line.Name)?.GainDb ?? 0;
        return decibels switch
        {
            <= Silent => 0,
            <= Loudest => (float)Math.Pow(10, decibels / 20),
            _ => 1,
        };
    }

    private TimeSpan Duration(long frames) => Format.DurationOf(frames * Format.Channels);

    private void Require(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ThrowIfNotOpen();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private void ThrowIfNotOpen()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!isOpen)
        {
            throw lost is null
                ? new AudioSinkException("not-open", $"The sink {Name} is not open; open it again.")
                : new AudioSinkException(lost.Code, lost.Message) { IsIdle = lost.IsIdle };
        }
    }

    private void Pulse()
    {
        var old = changed;
        changed = NewSignal();
        old.TrySetResult();
    }
}
