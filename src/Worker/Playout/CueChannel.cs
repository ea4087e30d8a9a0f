using System.Threading.Channels;

namespace IShowTts.Worker.Playout;

/// <summary>Hands cues from the speaker to the player: one plays, one is synthesized ahead, no more.</summary>
internal sealed class CueChannel : IDisposable
{
    private const int MaxCues = 2;
    private readonly Channel<Cue> channel = Channel.CreateBounded<Cue>(MaxCues);
    private readonly SemaphoreSlim places = new(MaxCues, MaxCues);

    /// <summary>The player's end.</summary>
    public ChannelReader<Cue> Reader => channel.Reader;

    /// <summary>Waits for a place.</summary>
    public Task WaitForPlaceAsync(CancellationToken cancellationToken) => places.WaitAsync(cancellationToken);

    /// <summary>Gives a place back: by the player after a cue, by the speaker when nothing was taken.</summary>
    public void Release() => places.Release();

    /// <summary>Hands a cue over. A place must be held.</summary>
    public ValueTask SendAsync(Cue cue, CancellationToken cancellationToken) => channel.Writer.WriteAsync(cue, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}
