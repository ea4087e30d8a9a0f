using IShowTts.TestKit.Queue;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Commands;

public sealed class SpeechCommandsTests : IDisposable
{
    private readonly CommandStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData("pause", "pause", "TTS paused.")]
    [InlineData("resume", "resume", "TTS goes on.")]
    [InlineData("skip", "skip", "There is nothing to skip.")]
    [InlineData("clear", "clear", "Cleared: 3 messages dropped.")]
    [InlineData("stop all", "stop-all", "Stopped: 1 message dropped.")]
    [InlineData("on", "on", "TTS is on.")]
    [InlineData("enable", "on", "TTS is on.")]
    [InlineData("off", "off", "TTS is off.")]
    [InlineData("disable", "off", "TTS is off.")]
    [InlineData("mode command", "mode Command", "TTS mode set to command.")]
    [InlineData("mode PAID", "mode Paid", "TTS mode set to paid.")]
    [InlineData("mode all", "mode All", "TTS mode set to all.")]
    public async Task Command_ByAModerator_SteersAndAnswers(string command, string call, string reply)
    {
        (await _stage.Reply(CommandStage.Mod, "!tts " + command)).ShouldBe(reply);

        _stage.Control.Calls.ShouldBe([$"mod via chat: {call}"]);
    }

    [Theory]
    [InlineData("mode", "The mode is all. There are: all, command, paid.")]
    [InlineData("mode loud", "There is no such mode. There are: all, command, paid.")]
    [InlineData("mode 1", "There is no such mode. There are: all, command, paid.")]
    [InlineData("stop", "Nothing is being spoken.")]
    [InlineData("say", "Say what? Type the text after the command.")]
    public async Task Command_WithNothingToDo_SaysSo(string command, string reply)
    {
        (await _stage.Reply(CommandStage.Mod, "!tts " + command)).ShouldBe(reply);

        _stage.Control.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Skip_SomethingPlays_IsSkipped()
    {
        _stage.Control.Playing = TestUtterance.Chat();

        (await _stage.Reply(CommandStage.Mod, "!skip")).ShouldBe("Skipped.");
    }

    [Fact]
    public async Task Stop_SomethingPlays_EndsThatOneOnly()
    {
        var playing = TestUtterance.Chat();
        _stage.Control.Status = _stage.Control.Status with { NowPlaying = playing };

        (await _stage.Reply(CommandStage.Mod, "!tts stop")).ShouldBe("Stopped.");

        _stage.Control.Calls.ShouldBe([$"mod via chat: skip {playing.Id}"]);
    }

    [Fact]
    public async Task Status_Everything_IsTold()
    {
        _stage.Control.Status = new SpeechStatus(false, true, SpeechMode.Paid, TestUtterance.Chat(), 100, 1, 2);

        (await _stage.Reply(CommandStage.Ana, "!tts status"))
            .ShouldBe("TTS is off and paused, mode paid, 1 message waiting, 2 held for approval.");
    }

    [Fact]
    public async Task Say_Text_IsSpokenInTheSpeakersVoice()
    {
        await _stage.Type(CommandStage.Mod, "!tts voice zoe");

        (await _stage.Reply(CommandStage.Mod, "!tts say  Hello   World")).ShouldBe("It will be spoken.");

        _stage.Control.Calls.ShouldBe(["mod via chat: say Hello World voice zoe"]);
    }

    [Fact]
    public async Task Say_Refused_TellsWhyWithoutTheRule()
    {
        _stage.Control.OnSay = request => TestUtterance.Manual(request.Text) with
        {
            State = UtteranceState.Rejected,
            Reason = new StateReason(ReasonCodes.BlockedWord, "Filters:BlockedWords:badword", "Holds badword."),
        };

        (await _stage.Reply(CommandStage.Mod, "!tts say badword")).ShouldBe("Not spoken. The message has a blocked word.");
    }
}
