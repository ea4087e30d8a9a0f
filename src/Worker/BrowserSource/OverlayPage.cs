using System.Net.WebSockets;
using System.Threading.Channels;

namespace IShowTts.Worker.BrowserSource;

/// <summary>A page that is connected. Thread safe.</summary>
/// <param name="number">Number of the page in this run of the worker, for logs.</param>
/// <param name="name">Name of the overlay it belongs to, lower case; empty for the one without.</param>
internal sealed class OverlayPage(int number, string name)
{
    /// <summary>Five seconds of audio: far more than a page that plays lets wait, so one that has as much is not reading.</summary>
    private const int MaxWaiting = 256;

    private readonly Channel<OverlayFrame> outgoing = Channel.CreateBounded<OverlayFrame>(MaxWaiting);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private volatile PageAudio audio;
    private PagePosition played;
    private PagePosition faded;
    private long fadeAsked;
    private long lastWord;

    /// <summary>Number of the page in this run of the worker.</summary>
    public int Number => number;

    /// <summary>Name of the overlay it belongs to.</summary>
    public string Name => name;

    /// <summary>Whether it plays; <see cref="PageAudio.Off"/> from <see cref="End"/> on, whatever it still says.</summary>
    public PageAudio Audio
    {
        get => ended.Task.IsCompleted ? PageAudio.Off : audio;
        set => audio = value;
    }

    /// <summary>How far it has played.</summary>
    public PagePosition Played
    {
        get
        {
            lock (gate)
            {
                return played;
            }
        }

        set
        {
            lock (gate)
            {
                played = value;
            }
        }
    }

    /// <summary>Where it last fell silent because it was told to.</summary>
    public PagePosition Faded
    {
        get
        {
            lock (gate)
            {
                return faded;
            }
        }

        set
        {
            lock (gate)
            {
                faded = value;
            }
        }
    }

    /// <summary>The last run in which it was told to fall silent; 0 for none.</summary>
    public uint FadeAsked
    {
        get => (uint)Interlocked.Read(ref fadeAsked);
        set => Interlocked.Exchange(ref fadeAsked, value);
    }

    /// <summary>When its audio clock was last heard of, a time stamp; null for never. Only a clock that runs says anything.</summary>
    public long? LastWord
    {
        get => Interlocked.Read(ref lastWord) is var at and not 0 ? at : null;
        set => Interlocked.Exchange(ref lastWord, value ?? 0);
    }

    /// <summary>Messages that wait to be sent; ends with the page.</summary>
    public ChannelReader<OverlayFrame> Outgoing => outgoing.Reader;

    /// <summary>Completes when the page shall be left.</summary>
    public Task Ended => ended.Task;

    /// <summary>How to close the connection; set before <see cref="Ended"/>.</summary>
    public WebSocketCloseStatus Status { get; private set; } = WebSocketCloseStatus.NormalClosure;

    /// <summary>Why, at most 120 bytes.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Sends a message after those before it. A page that does not read is left; it comes back by itself when it can.</summary>
    public void Send(OverlayFrame frame)
    {
        if (!outgoing.Writer.TryWrite(frame))
        {
            End(WebSocketCloseStatus.PolicyViolation, "The page does not take its messages in time.");
        }
    }

    /// <summary>Leaves the page. The first call counts.</summary>
    /// <param name="status">For the browser.</param>
    /// <param name="reason">For people; ASCII, at most 120 characters.</param>
    public void End(WebSocketCloseStatus status, string reason)
    {
        lock (gate)
        {
            if (ended.Task.IsCompleted)
            {
                return;
            }

            Status = status;
            Reason = reason;
            ended.SetResult();
        }

        outgoing.Writer.TryComplete();
    }
}
