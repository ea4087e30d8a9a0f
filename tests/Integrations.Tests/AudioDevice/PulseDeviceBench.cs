using System.Globalization;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;
using Xunit.Abstractions;

namespace IShowTts.Integrations.Tests.AudioDevice;

/// <summary>The numbers of docs/benchmarks/audio.md. Runs only when asked for: <c>ISHOWTTS_BENCH=1 dotnet test tests/Integrations.Tests --filter PulseDeviceBench</c>.</summary>
public class PulseDeviceBench(PulseServerFixture pulse, PipeWireFixture pipeWire, ITestOutputHelper output) : IClassFixture<PulseServerFixture>, IClassFixture<PipeWireFixture>
{
    private const int Rounds = 20;
    private const int SkipRounds = 30;

    [SkippableFact]
    public async Task Measure_OnPulseAudio()
    {
        RequireWish();
        pulse.Require();
        await MeasureAsync("PulseAudio", pulse.Address);
    }

    [SkippableFact]
    public async Task Measure_OnPipeWire()
    {
        RequireWish();
        pipeWire.Require();
        await MeasureAsync("PipeWire", pipeWire.Address);
    }

    [SkippableFact]
    public async Task CountStalls_OnPipeWire()
    {
        RequireWish();
        pipeWire.Require();
        await CountStallsAsync("PipeWire", pipeWire.Address);
    }

    private static void RequireWish()
        => Skip.If(Environment.GetEnvironmentVariable("ISHOWTTS_BENCH") is null, "A benchmark: set ISHOWTTS_BENCH=1 to run it.");

    private async Task MeasureAsync(string server, string address)
    {
        var open = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            await using var fresh = TestSinks.Device(address);
            var started = TimeProvider.System.GetTimestamp();
            await fresh.OpenAsync(default);
            open.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        await using var sink = TestSinks.Device(address);
        await sink.OpenAsync(default);
        await using var listener = await MonitorListener.StartAsync(address, "ishowtts.monitor");
        var latency = new List<double>();
        var silence = new List<double>();
        var call = new List<double>();
        var sound = Enumerable.Repeat(0.5f, 24_000 * 2).ToArray();
        for (var i = 0; i < Rounds; i++)
        {
            var before = listener.Frames;
            await sink.WriteAsync(sound.AsMemory(0, 9_600), default);
            await sink.WriteAsync(sound, default);
            latency.Add((Array.FindIndex(listener.Heard(), before * 2, sample => sample != 0) / 2 - before) / 48.0);

            var called = listener.Frames;
            var started = TimeProvider.System.GetTimestamp();
            await sink.FadeOutAsync(default);
            call.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(150));
            silence.Add((Array.FindLastIndex(listener.Heard(), sample => sample != 0) / 2 - called) / 48.0);
        }

        Tell(server, "open: connect, look for the device, make it, open the stream", open);
        Tell(server, "first write after silence → first sample on the monitor (30 ms of lead-in included)", latency);
        Tell(server, "fade-out call → last sample on the monitor", silence);
        Tell(server, "fade-out call → it returns", call);
    }

    /// <summary>Skips, speaks and waits for the end again and again: what once left the stream unread for 2 s.</summary>
    private async Task CountStallsAsync(string server, string address)
    {
        await using var sink = TestSinks.Device(address);
        await sink.OpenAsync(default);
        var sound = Enumerable.Repeat(0.25f, 24_000 * 2).ToArray();
        var stalls = 0;
        var longest = 0.0;
        for (var round = 0; round < SkipRounds; round++)
        {
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                await sink.WriteAsync(sound, default);
                await sink.FadeOutAsync(default);
                await sink.WriteAsync(sound.AsMemory(0, 19_200), default);
                await sink.DrainAsync(default);
            }
            catch (AudioSinkException stalled) when (stalled.Code == "stalled")
            {
                stalls++;
                await sink.OpenAsync(default);
            }

            longest = Math.Max(longest, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server}: {stalls} stalls in {SkipRounds} skips; longest round {longest:0} ms"));
        stalls.ShouldBe(0);
    }

    private void Tell(string server, string what, List<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {server} | {what} | {sorted[Rounds / 2]:0} | {sorted[Rounds * 95 / 100]:0} |"));
    }
}
