using IShowTts.Integrations.Discord;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Discord;

/// <summary>What one round of looking up found, so that nothing is asked twice.</summary>
internal sealed class DiscordLookRound
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> expelled = new(StringComparer.Ordinal);
    private readonly HashSet<string> closed = new(StringComparer.Ordinal);

    /// <summary>How many were asked for.</summary>
    public int Asked { get; set; }

    /// <summary>How many could not be found out.</summary>
    public int Left { get; private set; }

    /// <summary>Why, of the first; for people.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Whether it is of no use to ask for it: the bot may not read in its channel. It then counts as left.</summary>
    /// <param name="one">One that waits.</param>
    public bool Skips(Utterance one)
    {
        var skips = closed.Contains(ChannelOf(one));
        Left += skips ? 1 : 0;
        return skips;
    }

    /// <summary>Whether its author was looked up.</summary>
    /// <param name="one">One that waits.</param>
    public bool Knows(Utterance one) => known.Contains(one.Viewer.Id);

    /// <summary>Whether its author is gone, so that it was taken back with another one.</summary>
    /// <param name="one">One that waits.</param>
    public bool IsExpelled(Utterance one) => expelled.Contains(one.Viewer.Id);

    /// <summary>Notes what was found.</summary>
    /// <param name="one">Which.</param>
    /// <param name="result">What Discord said; of a deleted message's author it says nothing.</param>
    public void Know(Utterance one, DiscordLookResult result)
    {
        if (result == DiscordLookResult.There)
        {
            known.Add(one.Viewer.Id);
        }
        else if (result == DiscordLookResult.Expelled)
        {
            expelled.Add(one.Viewer.Id);
        }
    }

    /// <summary>Notes that it is not known.</summary>
    /// <param name="one">Which.</param>
    /// <param name="look">What was said instead.</param>
    public void Leave(Utterance one, DiscordLook look)
    {
        Error = Left++ == 0 ? look.Error : Error;
        if (look.Result == DiscordLookResult.Forbidden)
        {
            closed.Add(ChannelOf(one));
        }
    }

    private static string ChannelOf(Utterance one) => DiscordMessageId.TryRead(one.MessageId, out var channelId, out _) ? channelId : "";
}
