namespace IShowTts.Worker.BrowserSource;

/// <summary>A run of audio on its way to the pages: what was sent, what was heard, what is still to be acknowledged. Positions are sample frames. Not thread safe.</summary>
/// <param name="generation">Number of the run; answers that name another one came too late.</param>
internal sealed class OverlayRun(uint generation)
{
    private const int MostWaits = 64;
    private readonly Queue<long> waits = new();
    private uint sequence;
    private long endTold = -1;
    private long endHeard = -1;

    /// <summary>Number of the run.</summary>
    public uint Generation => generation;

    /// <summary>How much was sent.</summary>
    public long Written { get; private set; }

    /// <summary>How much the page that counts acknowledged.</summary>
    public long Heard { get; private set; }

    /// <summary>The pages were told to fall silent, and the one that counts has not answered.</summary>
    public bool IsFading { get; set; }

    /// <summary>Sent and not acknowledged.</summary>
    public long Outstanding => Written - Heard;

    /// <summary>All of it was heard, and its end acknowledged.</summary>
    public bool IsEnded => Written == 0 || (Outstanding == 0 && endHeard == Written);

    /// <summary>Adds audio.</summary>
    /// <param name="stereo">Interleaved, whole sample frames.</param>
    /// <returns>The packet to send.</returns>
    public OverlayFrame Append(ReadOnlySpan<float> stereo)
    {
        var packet = PcmPacket.Create(generation, sequence++, Written, stereo);
        Written += stereo.Length / 2;
        return packet;
    }

    /// <summary>Whether the pages must be told that nothing comes behind what was sent; once for each such place.</summary>
    public bool TryEnd()
    {
        if (Written == 0 || endTold == Written)
        {
            return false;
        }

        endTold = Written;
        return true;
    }

    /// <summary>Another page counts: it may not have been told of the end.</summary>
    public void ForgetEnd() => endTold = -1;

    /// <summary>The page that counts has come so far.</summary>
    /// <returns>Whether that is farther than before.</returns>
    public bool Advance(long position)
    {
        if (position <= Heard)
        {
            return false;
        }

        Heard = Math.Min(position, Written);
        return true;
    }

    /// <summary>The page that counts has acknowledged an end.</summary>
    public void AcknowledgeEnd(long position) => endHeard = Math.Max(endHeard, position);

    /// <summary>More audio is there and waits for the page to come on.</summary>
    public void NoteWait()
    {
        while (waits.Count > 0 && (waits.Peek() < Heard || waits.Count >= MostWaits))
        {
            waits.Dequeue();
        }

        if (!waits.Contains(Written))
        {
            waits.Enqueue(Written);
        }
    }

    /// <summary>Whether audio waited behind this position; a page that has nothing left there was sent too little at a time.</summary>
    public bool HasWaitedAt(long position) => waits.Contains(position);
}
