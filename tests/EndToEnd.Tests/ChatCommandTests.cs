using IShowTts.Integrations.Events;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.EndToEnd.Tests;

/// <summary>Commands typed in chat, through the whole worker.</summary>
public sealed class ChatCommandTests
{
    [Fact]
    public async Task BanAndUnban_ByAModerator_DecideWhoIsSpoken()
    {
        var writer = new RecordingChatWriter();
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { ConfigureServices = s => s.AddSingleton<IChatWriter>(writer) });

        worker.Source.Give(Chat.Message("c1", "mod", "!ttsban ann", ViewerRoles.Moderator));
        worker.Source.Give(Chat.Message("m1", "ann", "not to be heard"));
        worker.Source.Give(Chat.Message("c2", "mod", "!ttsunban ann", ViewerRoles.Moderator));
        worker.Source.Give(Chat.Message("c3", "bob", "!tts clear"));
        worker.Source.Give(Chat.Message("m2", "ann", "to be heard"));
        await worker.WaitAsync("m2", UtteranceState.Heard);

        (await worker.Queue.ListAsync(new UtteranceQuery(), default)).Select(static u => u.EventId).ShouldBe(["m2"]);
        writer.Lines.ShouldBe(
        [
            ("ann is ignored.", "c1"), ("ann is not ignored any more.", "c2"), ("That needs the role Moderator or above.", "c3"),
        ]);
        var audit = await File.ReadAllLinesAsync(Path.Combine(worker.Directory, "audit.log"));
        audit.Count(static line => line.Contains("\"what\":\"answer\"", StringComparison.Ordinal)).ShouldBe(3);
        audit.Length.ShouldBe(5, "each answer, and each of the two changes");
    }

    [Fact]
    public async Task Pause_OutlivesARestart()
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            await using (var before = await WorkerFixture.StartAsync(directory: folder))
            {
                before.Source.Give(Chat.Message("c1", "mod", "!tts pause", ViewerRoles.Moderator));
                before.Source.Give(Chat.Message("m1", "ann", "heard after the restart"));
                await before.WaitAsync("m1", UtteranceState.Queued);
            }

            await using var after = await WorkerFixture.StartAsync(directory: folder);
            (await after.Control.GetStatusAsync(default)).IsPaused.ShouldBeTrue();
            after.Source.Give(Chat.Message("c2", "mod", "!tts resume", ViewerRoles.Moderator));

            await after.WaitAsync("m1", UtteranceState.Heard);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
