using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

/// <summary>What a device sink promises on every sound server, heard on its monitor by a program that is not ours. Each server's test class inherits it.</summary>
public abstract class DeviceSinkPromises
{
    /// <summary>The server.</summary>
    protected abstract string Address { get; }

    /// <summary>Whether the virtual device outlives a test.</summary>
    protected virtual bool KeepDevice => false;

    /// <summary>After this no sound of before is heard any more.</summary>
    protected virtual TimeSpan Rest => TimeSpan.FromMilliseconds(100);

    [SkippableFact]
    public async Task Play_TenStartsFromSilence_LosesNotOneSample()
    {
        await using var sink = await OpenAsync();
        await using var listener = await ListenAsync();

        for (var start = 0; start < 10; start++)
        {
            await sink.WriteAsync(MonitorCode.Ramp(4_800, start * 1_000), default);
            await sink.DrainAsync(default);
            await listener.WaitForMoreAsync(Rest);
        }

        CheckStarts(MonitorCode.Runs(listener.Heard()));
    }

    [SkippableFact]
    public async Task Play_MessageShorterThanAPiece_IsHeardToItsLastSample()
    {
        await using var sink = await OpenAsync();
        await using var listener = await ListenAsync();

        await sink.WriteAsync(MonitorCode.Ramp(96), default);
        await sink.DrainAsync(default);
        await listener.WaitForMoreAsync(Rest);

        MonitorCode.Runs(listener.Heard()).ShouldHaveSingleItem().Frames.ShouldBe(96);
    }

    [SkippableFact]
    public async Task FadeOut_OfARunningSound_IsSilentWithin150MillisecondsWithoutAJump()
    {
        await using var sink = await OpenAsync();
        await using var listener = await ListenAsync();
        var constant = Enumerable.Repeat(0.5f, 48_000 * 2).ToArray();
        var millisecondsToSilence = new List<double>();
        var falls = new List<int>();

        for (var i = 0; i < 5; i++)
        {
            await sink.WriteAsync(constant, default);
            var called = listener.Frames;
            await sink.FadeOutAsync(default);
            await listener.WaitForMoreAsync(Rest);

            var heard = listener.Heard();
            var lastSound = Array.FindLastIndex(heard, sample => sample != 0) / 2;
            var lastFull = Array.FindLastIndex(heard, sample => sample == 0.5f) / 2;
            millisecondsToSilence.Add((lastSound - called) / 48.0);
            falls.Add(lastSound - lastFull);
            Enumerable.Range(lastFull, lastSound - lastFull + 1).ShouldAllBe(
                frame => heard[frame * 2] - heard[(frame + 1) * 2] >= 0 && heard[frame * 2] - heard[(frame + 1) * 2] < 0.0006f);
        }

        millisecondsToSilence.Order().ElementAt(2).ShouldBeLessThan(150);
        CheckFalls(falls);
    }

    /// <summary>Skips the test when there is no such server.</summary>
    protected abstract void Require();

    /// <summary>What ten starts of 4,800 samples each left on the monitor.</summary>
    protected abstract void CheckStarts(IReadOnlyList<(int At, int FirstIndex, int Frames)> runs);

    /// <summary>How many sample frames five fade-outs took.</summary>
    protected virtual void CheckFalls(IReadOnlyList<int> frames)
    {
    }

    /// <summary>Opens our own virtual device.</summary>
    protected async Task<IAudioSink> OpenAsync()
    {
        Require();
        var sink = TestSinks.Device(Address, keepDevice: KeepDevice);
        await sink.OpenAsync(default);
        return sink;
    }

    /// <summary>Listens to it.</summary>
    protected Task<MonitorListener> ListenAsync() => MonitorListener.StartAsync(Address, "ishowtts.monitor");
}
