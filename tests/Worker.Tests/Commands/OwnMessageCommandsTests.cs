using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Commands;

public sealed class OwnMessageCommandsTests : IDisposable
{
    private readonly CommandStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData(UtteranceState.Rejected, ReasonCodes.BlockedWord, "Your last message was not let through. The message has a blocked word.")]
    [InlineData(UtteranceState.Queued, null, "Your last message waits for its turn.")]
    [InlineData(UtteranceState.Held, ReasonCodes.Approval, "Your last message waits for approval. Waits for a moderator's approval.")]
    [InlineData(UtteranceState.Expired, ReasonCodes.TimeToLive, "Your last message was dropped. It waited too long.")]
    public async Task Why_LastMessage_IsExplainedWithoutItsWords(object state, string? code, string reply)
    {
        await _stage.Queue.Add(Own("earlier"));
        await _stage.Queue.Add(Own("a slur") with
        {
            State = (UtteranceState)state,
            Reason = code is null ? null : new StateReason(code, "Filters:BlockedWords:slur", "It holds slur."),
        });
        await _stage.Queue.Add(TestUtterance.Chat("somebody else"));

        (await _stage.Reply(CommandStage.Ana, "!tts why")).ShouldBe(reply);
    }

    [Fact]
    public async Task Why_NothingRecorded_SaysSo()
    {
        (await _stage.Reply(CommandStage.Ana, "!tts why"))!.ShouldStartWith("No message of yours is in the record.");

        _stage.Gate.SetEnabled(false);
        (await _stage.Reply(CommandStage.Ana, "!tts why")).ShouldBe("Speech is switched off.");
    }

    [Fact]
    public async Task Why_WithoutAnId_TellsNothingOfOthers()
    {
        await _stage.Queue.Add(TestUtterance.Chat() with { Viewer = Viewer.Anonymous });

        (await _stage.Reply(new Viewer("", "ghost", "ghost"), "!tts why"))!.ShouldStartWith("No message of yours");
    }

    [Fact]
    public async Task Cancel_Waiting_WithdrawsTheLastOne()
    {
        await _stage.Queue.Add(Own("first"));
        var last = await _stage.Queue.Add(Own("second"));
        await _stage.Queue.Add(Own("third") with { State = UtteranceState.Rejected });
        await _stage.Queue.Add(TestUtterance.Chat("bob"));

        (await _stage.Reply(CommandStage.Ana, "!tts cancel")).ShouldBe("Your last waiting message is withdrawn.");

        _stage.Control.Calls.ShouldBe([$"ana via chat: withdraw {last.Utterance.Id}"]);
    }

    [Fact]
    public async Task Cancel_NothingWaits_SaysSo()
    {
        await _stage.Queue.Add(TestUtterance.Chat("bob"));
        await _stage.Queue.Add(Own("over") with { State = UtteranceState.Rejected });

        (await _stage.Reply(CommandStage.Ana, "!tts cancel")).ShouldBe("No message of yours is waiting.");

        _stage.Control.Calls.ShouldBeEmpty();
    }

    private static Utterance Own(string text) => TestUtterance.Chat("ana", text) with { Viewer = CommandStage.Ana };
}
