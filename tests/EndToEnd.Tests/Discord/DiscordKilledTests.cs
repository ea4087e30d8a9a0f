using System.Text.Json;
using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>The bridge and the worker ended with SIGKILL while a message is heard: nothing is lost, and no process stays behind.</summary>
[Collection(DiscordCollection.Name)]
public sealed class DiscordKilledTests
{
    [SkippableFact]
    public async Task Bridge_KilledWhileAMessageIsHeard_IsStartedAgainAndTheMessageIsHeardWhole()
    {
        await using var bench = await DiscordBench.StartAsync(new Dictionary<string, string?> { ["Discord:LostSeconds"] = "1" });
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        var words = DiscordBench.Words(12);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        bench.Worker.Source.Give(Chat.Bits("m2", "bob", 500, DiscordBench.Words(3, 4)));
        await bench.WaitHeardAsync(25);
        var first = BridgeProcesses.Of(Environment.ProcessId).ShouldHaveSingleItem();

        BridgeProcesses.Kill(first);
        var heard = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.Worker.WaitAsync("m2", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        BridgeProcesses.Of(Environment.ProcessId).ShouldHaveSingleItem().ShouldNotBe(first);
        var state = bench.Discord.State;
        state.Connections.Count.ShouldBe(2);
        var packets = new[] { words, DiscordBench.Words(3, 4) }.Sum(text => bench.Synthesized(text).Length / LoopbackAudio.SamplesPerPacket);
        state.Connections[1].Audio.ShouldBeInRange(packets, packets + 4, "both are heard whole over the new connection");
        state.Plaintext.ShouldBe(0);
        bench.Worker.Alarms.Current.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Worker_KilledWhileAMessageIsHeard_LeavesNoBridgeAndTheNextRunSpeaksIt()
    {
        await using var engine = EspeakTestEngine.Require();
        await using var discord = await LoopbackDiscord.StartAsync();
        await discord.JoinAsync(LoopbackWorld.Ann);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var directory = Directory.CreateTempSubdirectory("ishowtts-test-");
        try
        {
            var configuration = await DiscordConfiguration.WriteAsync(discord, directory.FullName);
            var rehearsal = Path.Combine(directory.FullName, "cheer.jsonl");
            await File.WriteAllTextAsync(rehearsal, Cheer(string.Join(' ', Enumerable.Repeat("this is a rather long message", 4))) + "\n", limit.Token);
            var nothing = Path.Combine(directory.FullName, "nothing.jsonl");
            await File.WriteAllTextAsync(nothing, "# the event came in the first run\n", limit.Token);
            string[] arguments = ["run", "--config", configuration, "--speed", "0", "--data-dir", Path.Combine(directory.FullName, "data"), "--port", "0", "--no-console", "--rehearse"];

            int bridge;
            using (var worker = WorkerProcess.Start([.. arguments, rehearsal]))
            {
                await discord.WaitUntilAsync(state => state.Listener(LoopbackWorld.Ann)?.Audio >= 25, "the worker speaks");
                bridge = BridgeProcesses.Of(worker.Id).ShouldHaveSingleItem();
                worker.KillAlone();
            }

            await BridgeProcesses.WaitGoneAsync(bridge, limit.Token);
            var before = discord.State.Listener(LoopbackWorld.Ann)!.Audio;
            using (var worker = WorkerProcess.Start([.. arguments, nothing, "--exit-when-idle"]))
            {
                (await worker.WaitAsync(limit.Token)).ShouldBe(0);
            }

            discord.State.Listener(LoopbackWorld.Ann)!.Audio.ShouldBeGreaterThan(before + 150, "it is heard again from its start");
            discord.State.Plaintext.ShouldBe(0);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>The finer moments are in orphan.test.mjs.</summary>
    [SkippableFact]
    public async Task Worker_KilledWhileTheBridgeStartsOrLogsIn_LeavesNoBridge()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        Skip.IfNot(OperatingSystem.IsLinux(), "The bridge is held back by a script for a shell, and found in /proc.");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var directory = Directory.CreateTempSubdirectory("ishowtts-test-");
        try
        {
            // A Node that begins only when it may: the worker has not had its hello then, and has not said start.
            var held = Path.Combine(directory.FullName, "node");
            var mayGo = Path.Combine(directory.FullName, "go");
            await File.WriteAllTextAsync(held, $"#!/bin/sh\n[ \"$1\" = --version ] || while [ ! -e '{mayGo}' ]; do sleep 0.05; done\nexec node \"$@\"\n", limit.Token);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(held, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await KillAsync(discord, directory.FullName, held, worker => BridgeProcesses.WaitForAsync(worker, limit.Token), () => File.WriteAllText(mayGo, ""), limit.Token);
            discord.State.Calls.ShouldBe(0, "it was not told to log in");

            await discord.SlowDownRestAsync(TimeSpan.FromMinutes(1), TimeSpan.Zero);
            await KillAsync(discord, directory.FullName, "node", async worker =>
            {
                await discord.WaitUntilAsync(static state => state.CallsWaiting > 0, "the bridge asks for the gateway");
                return BridgeProcesses.Of(worker).ShouldHaveSingleItem();
            }, static () => { }, limit.Token);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Runs a worker until its bridge is where it should be, kills it, lets the bridge go on, and waits for its end.</summary>
    private static async Task KillAsync(LoopbackDiscord discord, string folder, string node, Func<int, Task<int>> find, Action goOn, CancellationToken cancellationToken)
    {
        var configuration = await DiscordConfiguration.WriteAsync(discord, folder, node);
        var nothing = Path.Combine(folder, "nothing.jsonl");
        await File.WriteAllTextAsync(nothing, "# nothing\n", cancellationToken);
        using var worker = WorkerProcess.Start("run", "--config", configuration, "--data-dir", Path.Combine(folder, "data"), "--port", "0", "--no-console", "--rehearse", nothing);
        var bridge = await find(worker.Id);
        worker.KillAlone();
        goOn();
        await BridgeProcesses.WaitGoneAsync(bridge, cancellationToken);
    }

    private static string Cheer(string text) =>
        JsonSerializer.Serialize(new { type = "cheer", id = "cheer-1", viewer = new { id = "1", login = "ann" }, bits = 100, message = text });
}
