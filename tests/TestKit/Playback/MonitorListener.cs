using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IShowTts.TestKit.Playback;

/// <summary>Records a monitor with <c>parec</c>, a program that is not ours, so that what it hears is independent proof. Stereo float32 at 48 kHz.</summary>
public sealed class MonitorListener : IAsyncDisposable
{
    private readonly Process process;
    private readonly Lock gate = new();
    private readonly List<float> samples = [];
    private readonly Task reading;
    private readonly TimeProvider time = TimeProvider.System;
    private TaskCompletionSource grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MonitorListener(Process process)
    {
        this.process = process;
        // A thread of its own: how late the pool is must not look like how late the sound is.
        reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Sample frames heard so far.</summary>
    public int Frames
    {
        get
        {
            lock (gate)
            {
                return samples.Count / 2;
            }
        }
    }

    /// <summary>Starts to listen; returns when the first samples came in.</summary>
    /// <param name="address">The server.</param>
    /// <param name="monitor">For example <c>ishowtts.monitor</c>.</param>
    public static async Task<MonitorListener> StartAsync(string address, string monitor)
    {
        var start = new ProcessStartInfo("parec", $"--server={address} --device={monitor} --raw --format=float32le --rate=48000 --channels=2 --latency-msec=10")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var listener = new MonitorListener(Process.Start(start)!);
        await listener.WaitForFramesAsync(1);
        return listener;
    }

    /// <summary>All that was heard, interleaved stereo.</summary>
    public float[] Heard()
    {
        lock (gate)
        {
            return [.. samples];
        }
    }

    /// <summary>Waits until so many sample frames were heard in all.</summary>
    public async Task WaitForFramesAsync(int frames)
    {
        while (Frames < frames)
        {
            Task next;
            lock (gate)
            {
                next = grown.Task;
            }

            if (Frames < frames)
            {
                await next.WaitAsync(TimeSpan.FromSeconds(30), time);
            }
        }
    }

    /// <summary>Waits until so much more was heard.</summary>
    public Task WaitForMoreAsync(TimeSpan length) => WaitForFramesAsync(Frames + (int)(length.TotalSeconds * 48_000));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await reading;
        process.Dispose();
    }

    private void Read()
    {
        var buffer = new byte[1 << 14];
        var kept = 0;
        while (process.StandardOutput.BaseStream.Read(buffer.AsSpan(kept)) is var count && count > 0)
        {
            var whole = (kept + count) / 8 * 8;
            TaskCompletionSource done;
            lock (gate)
            {
                samples.AddRange(MemoryMarshal.Cast<byte, float>(buffer.AsSpan(0, whole)));
                done = grown;
                grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            kept = kept + count - whole;
            buffer.AsSpan(whole, kept).CopyTo(buffer);
            done.SetResult();
        }
    }
}
