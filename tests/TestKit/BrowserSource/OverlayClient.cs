using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace IShowTts.TestKit.BrowserSource;

/// <summary>Does what an overlay page does, without a browser: takes audio over the real socket, plays it by a clock, and says how far. Its methods are thread safe.</summary>
public sealed class OverlayClient : IAsyncDisposable
{
    private const int SampleRate = 48_000;
    private const int FadeFrames = 1_344;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(200);
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly Lock gate = new();
    private readonly List<JsonElement> messages = [];
    private readonly List<short> samples = [];
    private readonly List<byte[]> packets = [];
    private readonly Queue<(bool IsEnd, long Frame, string? Id)> marks = new();
    private readonly List<(Func<OverlayClient, bool> Condition, TaskCompletionSource Done)> waiters = [];
    private Task work = Task.CompletedTask;
    private uint generation;
    private uint nextSequence;
    private double position;
    private long received;
    private long told = -1;
    private long lastTick;
    private long lastWord;
    private bool held;
    private bool isDeaf;

    /// <summary>All samples that came, first channel only, over all runs.</summary>
    public short[] Samples => Locked(() => samples.ToArray());

    /// <summary>All packets of audio, as they came.</summary>
    public byte[][] Packets => Locked(() => packets.ToArray());

    /// <summary>Whether it says when an utterance has ended, as pages must. Default true.</summary>
    public bool TellsEnds { get; set; } = true;

    /// <summary>The run of audio that it is in.</summary>
    public uint Generation => Locked(() => generation);

    /// <summary>All text messages that came.</summary>
    public JsonElement[] Messages => Locked(() => messages.ToArray());

    /// <summary>Why the worker closed the connection; null while it stands.</summary>
    public string? CloseReason { get; private set; }

    /// <summary>Stops the audio clock: nothing is played and nothing acknowledged.</summary>
    public void Hold() => Locked(() => held = true);

    /// <summary>Lets the audio clock run on.</summary>
    public void Release() => Locked(() => held = false);

    /// <summary>Reads nothing more from the connection, as a page that hangs; it does not answer a close either.</summary>
    public void StopReading() => Locked(() => isDeaf = true);

    /// <summary>Connects and says that it plays.</summary>
    /// <param name="worker">Address of the worker.</param>
    /// <param name="key">The overlay's key.</param>
    /// <param name="name">Name of the overlay.</param>
    /// <param name="audio">What it says about its audio; null to say nothing.</param>
    public static async Task<OverlayClient> ConnectAsync(Uri worker, string key, string name = "", string? audio = "running")
    {
        ArgumentNullException.ThrowIfNull(worker);
        var client = new OverlayClient();
        client.socket.Options.Proxy = null;
        var address = new UriBuilder(worker) { Scheme = "ws", Path = "/overlay/socket", Query = $"key={Uri.EscapeDataString(key)}&name={name}" };
        await client.socket.ConnectAsync(address.Uri, CancellationToken.None);
        client.lastTick = TimeProvider.System.GetTimestamp();
        client.work = Task.WhenAll(client.ReadAsync(), client.PlayAsync());
        if (audio is not null)
        {
            await client.SayAsync($$"""{"type":"audio","state":"{{audio}}"}""");
        }

        return client;
    }

    /// <summary>Sends any text.</summary>
    public async Task SayAsync(string text)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            Locked(() => held = true); // the worker closed it; the reader knows why
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Ends when a condition holds; it is tried after everything that comes.</summary>
    public Task WaitUntilAsync(Func<OverlayClient, bool> condition)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Locked(() => waiters.Add((condition, done)));
        Signal();
        return done.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Breaks the line as a killed browser does.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        socket.Abort();
        await work;
        socket.Dispose();
        sending.Dispose();
        stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                if (Locked(() => isDeaf))
                {
                    await new TaskCompletionSource().Task.WaitAsync(stop.Token);
                }

                var length = 0;
                ValueWebSocketReceiveResult result;
                do
                {
                    result = await socket.ReceiveAsync(buffer.AsMemory(length), stop.Token);
                    length += result.Count;
                }
                while (!result.EndOfMessage);

                if (result.MessageType == WebSocketMessageType.Close)
                {
                    CloseReason = socket.CloseStatusDescription ?? "";
                    Signal();
                    return;
                }

                if (result.MessageType == WebSocketMessageType.Binary)
                {
                    Take(buffer.AsSpan(0, length));
                }
                else
                {
                    await HearAsync(JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone());
                }

                Signal();
            }
        }
        // Aborted between two reads it is a disposed object.
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            CloseReason ??= exception.Message;
            Signal();
        }
    }

    private void Take(ReadOnlySpan<byte> packet)
    {
        var channels = (int)BinaryPrimitives.ReadUInt32LittleEndian(packet[8..]);
        lock (gate)
        {
            packets.Add(packet.ToArray());
            if (BinaryPrimitives.ReadUInt32LittleEndian(packet) is var run && run != generation)
            {
                (generation, nextSequence, told) = (run, 0, -1);
                position = received = (long)BinaryPrimitives.ReadDoubleLittleEndian(packet[16..]);
                nextSequence = BinaryPrimitives.ReadUInt32LittleEndian(packet[4..]);
            }

            if (BinaryPrimitives.ReadUInt32LittleEndian(packet[4..]) != nextSequence++ || BinaryPrimitives.ReadDoubleLittleEndian(packet[16..]) != received)
            {
                throw new InvalidOperationException("A packet is missing or out of order.");
            }

            for (var at = 24; at < packet.Length; at += 2 * channels)
            {
                samples.Add(BinaryPrimitives.ReadInt16LittleEndian(packet[at..]));
                received++;
            }
        }
    }

    private async Task HearAsync(JsonElement message)
    {
        string? answer = null;
        lock (gate)
        {
            messages.Add(message);
            var type = message.GetProperty("type").GetString();
            if (type is "utterance" or "end")
            {
                marks.Enqueue((type == "end", message.GetProperty("frame").GetInt64(), message.GetProperty("id").GetString()));
            }
            else if (type == "fade")
            {
                marks.Clear();
                var run = message.GetProperty("generation").GetUInt32();
                position = run == generation ? Math.Min(received, position + FadeFrames) : 0;
                answer = $$"""{"type":"faded","generation":{{run}},"frames":{{(long)position}}}""";
                generation = run + 1;
                position = received = told = nextSequence = 0;
            }
        }

        if (answer is not null)
        {
            await SayAsync(answer);
        }
    }

    private async Task PlayAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                foreach (var news in Tell())
                {
                    await SayAsync(news);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Signal();
        }
    }

    /// <summary>Plays on; gives what is to be said of it.</summary>
    private List<string> Tell()
    {
        var news = new List<string>();
        lock (gate)
        {
            Advance();
            if (held || socket.State != WebSocketState.Open)
            {
                return news;
            }

            while (marks.TryPeek(out var mark) && (mark.IsEnd ? mark.Frame <= position : mark.Frame < position))
            {
                marks.Dequeue();
                if (!mark.IsEnd || TellsEnds)
                {
                    news.Add($$"""{"type":"{{(mark.IsEnd ? "ended" : "started")}}","generation":{{generation}},"frames":{{(long)position}},"utterance":"{{mark.Id}}"}""");
                }
            }

            if ((long)position != told || TimeProvider.System.GetElapsedTime(lastWord) >= Heartbeat)
            {
                told = (long)position;
                lastWord = TimeProvider.System.GetTimestamp();
                news.Add($$"""{"type":"played","generation":{{generation}},"frames":{{told}}}""");
            }
        }

        return news;
    }

    /// <summary>Plays on; on a machine that is too busy its audio clock goes slower, as a page's does.</summary>
    private void Advance()
    {
        var elapsed = TimeProvider.System.GetElapsedTime(lastTick);
        elapsed = elapsed < LongestTick ? elapsed : LongestTick;
        lastTick = TimeProvider.System.GetTimestamp();
        if (!held)
        {
            position = Math.Min(received, position + (elapsed.TotalSeconds * SampleRate));
        }
    }

    private void Signal()
    {
        (Func<OverlayClient, bool> Condition, TaskCompletionSource Done)[] waiting;
        lock (gate)
        {
            waiting = [.. waiters];
        }

        foreach (var (condition, done) in waiting)
        {
            if (condition(this))
            {
                done.TrySetResult();
            }
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    private void Locked(Action change)
    {
        lock (gate)
        {
            change();
        }
    }
}
