using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Discord;

/// <content>What becomes of a fade-out that is not answered: this sink is lost at once, the bridge, and with it all other servers, only when it may be speaking still.</content>
internal sealed partial class DiscordVoiceSink
{
    /// <summary>A fade-out was not answered in time: nothing is written any more, and this sink opens again only when the bridge is silent.</summary>
    /// <param name="fading">Epoch of the run that must end.</param>
    /// <param name="started">When it was told to.</param>
    private void LoseUntilSilent(uint fading, long started)
    {
        bool isLost;
        lock (gate)
        {
            isLost = isOpen && faded != fading;
            if (isLost)
            {
                // It has its order, so it is not told again.
                isPlaying = isEnding = false;
                Lose(new AudioSinkException("no-answer", $"The Discord bridge did not fade out within {FadeLimit.TotalMilliseconds:0} ms. Nothing more is spoken there until it has. If this comes again, the machine is too busy."));
                silencing = fading;
                silencingSince = started;
                isStillHeard = false;
                silenceTimer.Change(Positive(SilenceLimit - time.GetElapsedTime(started)), Timeout.InfiniteTimeSpan);
            }

            Pulse();
        }

        TellLost(isLost);
    }

    /// <summary>Ends a bridge that was told to be silent and says nothing at all, still speaks, or does not answer for long; nothing else makes sure that it is silent.</summary>
    private void OnNotSilent()
    {
        var isCut = false;
        lock (gate)
        {
            if (silencing is not null)
            {
                var passed = time.GetElapsedTime(silencingSince);
                var isDumb = line.LastWord is not { } word || time.GetElapsedTime(silencingSince, word) <= TimeSpan.Zero;
                isCut = passed >= StallLimit || (passed >= SilenceLimit && (isStillHeard || isDumb));
                if (!isCut)
                {
                    silenceTimer.Change(Positive((passed < SilenceLimit ? SilenceLimit : StallLimit) - passed), Timeout.InfiniteTimeSpan);
                }
            }
        }

        if (isCut)
        {
            line.Cut("it was told to fade out and did not; it is started again.");
        }
    }
}
