using System.Diagnostics;
using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit.Abstractions;

namespace IShowTts.EndToEnd.Tests;

/// <summary>The real thing: eSpeak NG into a real PulseAudio null sink whose monitor is recorded.</summary>
public sealed class VirtualDeviceTests(PulseServerFixture server, ITestOutputHelper output) : IClassFixture<PulseServerFixture>
{
    private const float Audible = 0.003f; // −50 dBFS
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task ChatMessage_IntoTheVirtualDevice_IsHeardOnItsMonitorAndSilentAfterItsDeletion()
    {
        server.Require();
        await using var engine = EspeakTestEngine.Require();
        var source = new ScriptedSource();
        var directory = Directory.CreateTempSubdirectory("ishowtts-test-");
        await using var app = Build(source, directory.FullName);
        await app.StartAsync();
        var sinks = app.Services.GetRequiredService<SinkSet>();
        await sinks.Required.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        var connector = app.Services.GetRequiredService<AudioSinkFactory>().Connector;
        await using var recorder = await MonitorRecorder.OpenAsync(connector, "ishowtts.monitor", CancellationToken.None);

        // The aim is 150 ms (docs/benchmarks/audio.md); half a second of a message of thirty still is "cut off", also on a busy machine.
        var silentAfter = await TimeLimit.ShouldBeKeptAsync(TimeSpan.FromMilliseconds(500), number => DeleteAsync($"m{number}", source, recorder));

        output.WriteLine($"Silent {silentAfter.TotalMilliseconds:0} ms after the deletion.");
        var queue = app.Services.GetRequiredService<IUtteranceQueue>();
        var utterances = await queue.ListAsync(new UtteranceQuery(), CancellationToken.None);
        utterances.ShouldNotBeEmpty();
        utterances.ShouldAllBe(utterance => utterance.State == UtteranceState.Cancelled && utterance.Reason!.Code == ReasonCodes.MessageDeleted);
        await app.StopAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>Lets a long message be heard for a moment and deletes it.</summary>
    /// <returns>How long it was still heard after that.</returns>
    private static async Task<TimeSpan> DeleteAsync(string id, ScriptedSource source, MonitorRecorder recorder)
    {
        source.Give(Chat.Bits(id, "ann", 500, string.Join(", ", Enumerable.Repeat("this is a rather long message that a moderator does not like", 6))));
        var speech = await ReadUntilAsync(recorder, samples => samples.Count(sample => Math.Abs(sample) > Audible) > 20_000);
        source.Give(Chat.Deleted(id));
        var after = await ReadUntilAsync(recorder, samples => samples.Count > 1.5 * 2 * 48_000);

        speech.Max(Math.Abs).ShouldBeGreaterThan(0.05f);
        return TimeSpan.FromSeconds(after.FindLastIndex(sample => Math.Abs(sample) > Audible) / 2 / 48_000.0);
    }

    private static async Task<List<float>> ReadUntilAsync(MonitorRecorder recorder, Func<List<float>, bool> isEnough)
    {
        var samples = new List<float>();
        var started = Stopwatch.GetTimestamp();
        while (!isEnough(samples))
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Limit, "no speech on the monitor");
            await recorder.ReadAsync(TimeSpan.FromSeconds(2), samples, CancellationToken.None);
        }

        return samples;
    }

    private WebApplication Build(ScriptedSource source, string directory) => WorkerHost.Build(new WorkerHostSettings
    {
        DataDirectory = directory,
        Overrides = new Dictionary<string, string?>
        {
            ["Api:Port"] = "0",
            ["Audio:PulseServer"] = server.Address,
            ["Audio:StartServer"] = "Never",
        },
        ConfigureServices = services =>
        {
            services.RemoveAll<IEventSource>();
            services.AddSingleton<IEventSource>(source);
        },
    });
}
