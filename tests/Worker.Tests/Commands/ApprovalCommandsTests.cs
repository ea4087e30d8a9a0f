using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Commands;

public sealed class ApprovalCommandsTests : IDisposable
{
    private readonly CommandStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Held_NothingWaits_SaysSo()
    {
        await _stage.Queue.Add(TestUtterance.Paid());

        (await _stage.Reply(CommandStage.Mod, "!tts held")).ShouldBe("Nothing waits for approval.");
        (await _stage.Reply(CommandStage.Mod, "!tts approve")).ShouldBe("Nothing waits for approval.");
    }

    [Fact]
    public async Task Held_TheOldestFirst_ByHandleAndKind()
    {
        await HoldAsync("00000000000000000000000000001111");
        await HoldAsync("00000000000000000000000000002222");

        (await _stage.Reply(CommandStage.Mod, "!tts held")).ShouldBe("Waiting for approval, the oldest first: 1111 (cheer), 2222 (cheer).");
    }

    [Fact]
    public async Task Approve_WithoutAnId_TakesTheOldest()
    {
        await HoldAsync("00000000000000000000000000001111");
        await HoldAsync("00000000000000000000000000002222");

        (await _stage.Reply(CommandStage.Mod, "!tts approve")).ShouldBe("Approved: 1111 (cheer).");

        _stage.Control.Calls.ShouldBe(["mod via chat: approve 00000000000000000000000000001111"]);
    }

    [Theory]
    [InlineData("2222")]
    [InlineData("#2222")]
    [InlineData("00000000000000000000000000002222")]
    public async Task Reject_ById_TakesThatOne(string id)
    {
        await HoldAsync("00000000000000000000000000001111");
        await HoldAsync("00000000000000000000000000002222");

        (await _stage.Reply(CommandStage.Mod, $"!tts reject {id}")).ShouldBe("Rejected: 2222 (cheer).");

        _stage.Control.Calls.ShouldBe(["mod via chat: reject 00000000000000000000000000002222"]);
    }

    [Theory]
    [InlineData("3333", "Nothing with that id")]
    [InlineData("11", "Nothing with that id")]
    [InlineData("<script>", "Nothing with that id")]
    [InlineData("1111", "More than one")]
    public async Task Approve_UnknownOrNotClear_DecidesNothing(string id, string answer)
    {
        await HoldAsync("00000000000000000000000000a01111");
        await HoldAsync("00000000000000000000000000b01111");

        (await _stage.Reply(CommandStage.Mod, $"!tts approve {id}"))!.ShouldStartWith(answer);

        _stage.Control.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("held")]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task Decision_ByAViewer_IsRefused(string command)
    {
        await HoldAsync("00000000000000000000000000001111");

        (await _stage.Reply(CommandStage.Ana, $"!tts {command}")).ShouldBe("That needs the role Moderator or above.");
    }

    private async Task HoldAsync(string id) => await _stage.Queue.Add(TestUtterance.Paid() with { Id = id, State = UtteranceState.Held });
}
