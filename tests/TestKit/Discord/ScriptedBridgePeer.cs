using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using IShowTts.Integrations.Discord.Link;

namespace IShowTts.TestKit.Discord;

/// <summary>One running scripted bridge: its end of the socket. Thread safe.</summary>
internal sealed class ScriptedBridgePeer : IAsyncDisposable
{
    private const int SampleRate = 48_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private readonly ScriptedBridge owner;
    private readonly TimeProvider? clock;
    private readonly NetworkStream stream;
    private readonly Lock gate = new();
    private readonly Lock writing = new();
    private readonly List<JsonElement> orders = [];
    private readonly Dictionary<(int Sink, uint Epoch), Run> runs = [];
    private readonly Dictionary<int, string> channels = [];
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim reading = new(1, 1);
    private TaskCompletionSource changed = NewSignal();
    private Task work = Task.CompletedTask;
    private bool isHeld;

    private ScriptedBridgePeer(ScriptedBridge owner, Socket socket, Socket workerSocket, TimeProvider? clock)
    {
        this.owner = owner;
        this.clock = clock;
        stream = new NetworkStream(socket, ownsSocket: true);
        WorkerEnd = new ScriptedBridgeEnd(this, new NetworkStream(workerSocket, ownsSocket: true));
    }

    /// <summary>What the worker holds of it.</summary>
    public ScriptedBridgeEnd WorkerEnd { get; }

    /// <summary>What the worker expects in the first message.</summary>
    public string Nonce => WorkerEnd.Nonce;

    /// <summary>Whether the worker ended it by force.</summary>
    public bool WasKilled { get; private set; }

    /// <summary>Whether it answers <c>fade</c>.</summary>
    public bool Fades { get; set; } = true;

    /// <summary>Makes one and the socket to it.</summary>
    public static async Task<ScriptedBridgePeer> ConnectAsync(ScriptedBridge owner, TimeProvider? clock)
    {
        await using var endpoint = BridgeEndpoint.Create();
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var accepting = endpoint.AcceptAsync(CancellationToken.None).AsTask();
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.Address));
        var accepted = (NetworkStream)await accepting;
        var peer = new ScriptedBridgePeer(owner, socket, accepted.Socket, clock);
        peer.work = Task.WhenAll(Task.Run(peer.ReadAsync), clock is null ? Task.CompletedTask : Task.Run(peer.PaceAsync));
        return peer;
    }

    /// <summary>Says the first message.</summary>
    /// <param name="nonce">Null for the right one.</param>
    /// <param name="version">Of the protocol.</param>
    /// <param name="node">Version of Node.</param>
    public void SayHello(string? nonce = null, int version = 1, string node = "v22.12.0")
        => Tell(new { t = "hello", version, nonce = nonce ?? Nonce, node, libraries = new Dictionary<string, string> { ["discord.js"] = "14.28.1" } });

    /// <summary>Says how the bot is.</summary>
    public void TellState(string state, string reason = "", string detail = "")
        => Tell(new { t = "state", state, reason, detail, user = "Speaker", application = "111111111111111111" });

    /// <summary>Says how a voice connection is.</summary>
    public void TellSink(int sink, string state, string reason = "", int listeners = 2, bool encrypted = true, string? channelId = null, string detail = "")
        => Tell(new { t = "sink", sink, state, reason, detail, channelId, listeners, encrypted });

    /// <summary>Says how far a run came: <c>sent</c>, <c>flushed</c>, <c>faded</c>.</summary>
    public void TellPosition(string kind, int sink, uint epoch, long frames) => Tell(new { t = kind, sink, epoch, frames });

    /// <summary>Sends any message.</summary>
    /// <param name="message">Becomes a JSON object.</param>
    public void Tell(object message)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(message);
        var frame = new byte[BridgeFrames.HeaderBytes + payload.Length];
        frame[0] = BridgeFrames.Json;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, BridgeFrames.HeaderBytes);
        TellRaw(frame);
    }

    /// <summary>Sends any bytes; nothing happens when the worker is gone.</summary>
    public void TellRaw(ReadOnlySpan<byte> bytes)
    {
        lock (writing)
        {
            try
            {
                stream.Write(bytes);
            }
            catch (IOException)
            {
                WorkerEnd.Exit(0);
            }
            catch (ObjectDisposedException)
            {
                WorkerEnd.Exit(0);
            }
        }
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public void Kill() => End(137);

    /// <summary>Closes the socket and ends it with a code.</summary>
    public void End(int? code)
    {
        WorkerEnd.Exit(code);
        stream.Socket.Close();
    }

    /// <summary>Sends no audio until <see cref="Release"/>, however much there is.</summary>
    public void Hold()
    {
        lock (gate)
        {
            isHeld = true;
        }
    }

    /// <summary>Goes on.</summary>
    public void Release()
    {
        lock (gate)
        {
            isHeld = false;
        }
    }

    /// <summary>Reads no more from the socket, as a program that hangs.</summary>
    public async Task StopReadingAsync() => await reading.WaitAsync(ScriptedBridge.Limit);

    /// <summary>Waits for an order and takes it off the list.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="fits">Which one; null for the first.</param>
    public async Task<JsonElement> OrderAsync(string kind, Func<JsonElement, bool>? fits = null)
    {
        JsonElement found = default;
        await UntilAsync(
            () =>
            {
                var at = orders.FindIndex(order => order.GetProperty("t").GetString() == kind && (fits?.Invoke(order) ?? true));
                if (at < 0)
                {
                    return false;
                }

                found = orders[at];
                orders.RemoveAt(at);
                return true;
            },
            $"an order {kind}");
        return found;
    }

    /// <summary>Orders of a kind that nobody took off the list.</summary>
    public IReadOnlyList<JsonElement> OrdersOf(string kind)
    {
        lock (gate)
        {
            return [.. orders.Where(order => order.GetProperty("t").GetString() == kind)];
        }
    }

    /// <summary>Waits until that much audio of a run came.</summary>
    /// <param name="sink">Sink.</param>
    /// <param name="epoch">Run.</param>
    /// <param name="frames">Sample frames.</param>
    /// <returns>The samples, interleaved.</returns>
    public async Task<short[]> AudioAsync(int sink, uint epoch, long frames)
    {
        await UntilAsync(() => runs.TryGetValue((sink, epoch), out var run) && run.Written >= frames, $"{frames} sample frames of run {epoch}");
        lock (gate)
        {
            return [.. runs[(sink, epoch)].Samples];
        }
    }

    /// <summary>Sample frames of a run that came so far.</summary>
    public long WrittenOf(int sink, uint epoch)
    {
        lock (gate)
        {
            return runs.TryGetValue((sink, epoch), out var run) ? run.Written : 0;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        WorkerEnd.Exit(0);
        await stop.CancelAsync();
        await stream.DisposeAsync();
        await work.WaitAsync(ScriptedBridge.Limit);
    }

    /// <summary>The worker ends it by force.</summary>
    internal void OnKilled()
    {
        WasKilled = true;
        Kill();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task UntilAsync(Func<bool> isSo, string what)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (isSo())
                {
                    return;
                }

                next = changed.Task;
            }

            try
            {
                await next.WaitAsync(ScriptedBridge.Limit);
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"The worker did not send {what} within {ScriptedBridge.Limit}.", late);
            }
        }
    }

    private async Task ReadAsync()
    {
        var reader = new BridgeFrameReader(stream);
        try
        {
            while (await reader.ReadAsync(stop.Token) is { } frame)
            {
                await reading.WaitAsync(stop.Token);
                reading.Release();
                Take(frame);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException or SocketException or BridgeLostException)
        {
            // The worker closed it, or the test did.
        }

        // As the bridge in Node does.
        WorkerEnd.Exit(0);
        Signal();
    }

    private void Take(BridgeFrame frame)
    {
        if (frame.Type == BridgeFrames.Audio)
        {
            var payload = frame.Payload.Span;
            var key = ((int)payload[0], BinaryPrimitives.ReadUInt32LittleEndian(payload[1..]));
            lock (gate)
            {
                // Of a run that was not begun, or is over: thrown away.
                if (runs.TryGetValue(key, out var run) && !run.IsOver)
                {
                    run.Samples.AddRange(MemoryMarshal.Cast<byte, short>(payload[5..]));
                }
            }
        }
        else
        {
            using var document = JsonDocument.Parse(frame.Payload);
            Take(document.RootElement.Clone());
        }

        Signal();
    }

    private void Take(JsonElement order)
    {
        var kind = order.GetProperty("t").GetString();
        var sink = order.TryGetProperty("sink", out var number) ? number.GetInt32() : -1;
        var epoch = order.TryGetProperty("epoch", out var run) ? run.GetUInt32() : 0;
        lock (gate)
        {
            orders.Add(order);
            if (kind == "play")
            {
                runs[(sink, epoch)] = new Run(clock?.GetTimestamp() ?? 0);
            }
            else if (kind == "flush" && runs.TryGetValue((sink, epoch), out var flushed))
            {
                flushed.IsFlushed = true;
            }
        }

        if (kind == "fade" && Fades)
        {
            Fade(sink, epoch);
        }
        else if (kind == "start" && owner.LetsIn)
        {
            TellState("connecting");
            TellState("ready");
        }
        else if (kind == "join" && owner.LetsIn)
        {
            var channelId = order.GetProperty("channelId").GetString()!;
            // As the bridge in Node does: the same channel again changes nothing.
            if (channels.GetValueOrDefault(sink) != channelId)
            {
                channels[sink] = channelId;
                TellSink(sink, "joining", channelId: channelId);
            }

            TellSink(sink, "ready", channelId: channelId);
        }
        else if (kind == "leave" && owner.LetsIn)
        {
            channels.Remove(sink);
            TellSink(sink, "left");
        }
    }

    private void Fade(int sink, uint epoch)
    {
        long frames = 0;
        lock (gate)
        {
            if (runs.TryGetValue((sink, epoch), out var run) && !run.IsOver)
            {
                run.IsOver = true;
                frames = run.Sent;
            }
        }

        TellPosition("faded", sink, epoch, frames);
    }

    private async Task PaceAsync()
    {
        using var timer = new PeriodicTimer(Tick, clock!);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                List<Action> told = [];
                lock (gate)
                {
                    foreach (var ((sink, epoch), run) in runs)
                    {
                        Advance(run, sink, epoch, told);
                    }
                }

                told.ForEach(static tell => tell());
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private void Advance(Run run, int sink, uint epoch, List<Action> told)
    {
        var now = clock!.GetTimestamp();
        var passed = clock.GetElapsedTime(run.At, now);
        run.At = now;
        if (run.IsOver || isHeld)
        {
            return;
        }

        var sent = Math.Min(run.Written, run.Sent + (long)(passed.TotalSeconds * SampleRate));
        if (sent > run.Sent)
        {
            run.Sent = sent;
            told.Add(() => TellPosition("sent", sink, epoch, sent));
        }

        if (run.IsFlushed && run.Sent == run.Written)
        {
            run.IsOver = true;
            told.Add(() => TellPosition("flushed", sink, epoch, sent));
        }
    }

    private void Signal()
    {
        TaskCompletionSource told;
        lock (gate)
        {
            (told, changed) = (changed, NewSignal());
        }

        told.TrySetResult();
    }

    private sealed class Run(long at)
    {
        public List<short> Samples { get; } = [];

        public long Written => Samples.Count / 2;

        public long Sent { get; set; }

        public long At { get; set; } = at;

        public bool IsFlushed { get; set; }

        public bool IsOver { get; set; }
    }
}
