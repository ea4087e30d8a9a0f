using IShowTts.Integrations.Events;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests;

/// <summary>Chosen kinds wait until a moderator decides, through the whole worker.</summary>
public sealed class ApprovalTests
{
    private static readonly Dictionary<string, string?> s_redemptionsWait = new() { ["Intake:Redemption:NeedsApproval"] = "true" };

    [Fact]
    public async Task Redemption_ApprovedInChat_IsHeardAndOneRejectedIsNot()
    {
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Configuration = s_redemptionsWait });
        worker.Source.Give(Chat.Redeemed("r1", "ann", 500, "first words"));
        worker.Source.Give(Chat.Redeemed("r2", "bob", 500, "second words"));
        await worker.WaitAsync("r1", UtteranceState.Held);
        var second = await worker.WaitAsync("r2", UtteranceState.Held);

        worker.Source.Give(Chat.Message("c1", "mod", $"!tts reject {second.Id}", ViewerRoles.Moderator));
        worker.Source.Give(Chat.Message("c2", "mod", "!tts approve", ViewerRoles.Moderator));

        await worker.WaitAsync("r1", UtteranceState.Heard);
        (await worker.WaitAsync("r2", UtteranceState.Rejected)).Reason!.Code.ShouldBe(ReasonCodes.RejectedByPerson);
    }

    [Fact]
    public async Task Redemption_ThatIsHeld_IsTakenBackByADeletion()
    {
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Configuration = s_redemptionsWait });
        worker.Source.Give(Chat.Redeemed("r1", "ann", 500, "words"));
        await worker.WaitAsync("r1", UtteranceState.Held);

        worker.Source.Give(Chat.Deleted("r1"));

        (await worker.WaitAsync("r1", UtteranceState.Cancelled)).Reason!.Code.ShouldBe(ReasonCodes.MessageDeleted);
    }

    [Fact]
    public async Task Redemption_ThatIsHeld_OutlivesARestart()
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            await using (var before = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Configuration = s_redemptionsWait }, folder))
            {
                before.Source.Give(Chat.Redeemed("r1", "ann", 500, "words"));
                await before.WaitAsync("r1", UtteranceState.Held);
            }

            await using var after = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Configuration = s_redemptionsWait }, folder);
            after.Source.Give(Chat.Message("c1", "mod", "!tts approve", ViewerRoles.Moderator));

            await after.WaitAsync("r1", UtteranceState.Heard);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
