using IShowTts.TestKit.Discord;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordInteractionServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DiscordStage _stage = null!;

    public async Task InitializeAsync() => _stage = await DiscordStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Take_OneThatHangs_IsEndedAtItsLimit_AndHoldsUpNobody()
    {
        Hang();
        var slow = _stage.Bot.Send(DiscordStage.Mod, "status");
        await _hanging.Task.WaitAsync(Limit);

        (await _stage.Send(DiscordStage.Mod, "pause")).ShouldBe("TTS paused.");
        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "voice", ("name", "zoe"))).ShouldHaveSingleItem();
        _stage.Bot.Answer(slow).IsCompleted.ShouldBeFalse();
        _stage.Clock.Advance(DiscordInteractionService.CommandLimit);

        (await _stage.Bot.Answer(slow).WaitAsync(Limit)).ShouldBe("That took too long. It may have been carried out all the same: look at /tts status before you try again.");
        _stage.Logs.Text.ShouldContain("took longer than 20 s");
    }

    [Fact]
    public async Task Take_MoreThanThereArePlaces_IsToldAtOnce()
    {
        Hang();
        for (var i = 0; i < DiscordInteractionService.MaxCommands; i++)
        {
            _stage.Bot.Send(DiscordStage.Mod, "status");
        }

        (await _stage.Send(DiscordStage.Mod, "pause")).ShouldBe("Too many commands at once. Try again in a moment.");
        _stage.Commands.Control.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stop_WhileOneRuns_TellsWhoWaits()
    {
        Hang();
        var slow = _stage.Bot.Send(DiscordStage.Mod, "status");
        await _hanging.Task.WaitAsync(Limit);

        await _stage.StopAsync();

        (await _stage.Bot.Answer(slow).WaitAsync(Limit)).ShouldBe("iShowTTS is stopping.");
    }

    [Fact]
    public async Task Take_OneThatBreaks_IsAnsweredAndLogged_AndTheNextIsCarriedOut()
    {
        _stage.Commands.Control.BeforeStatus = static _ => throw new InvalidOperationException("inner detail");

        (await _stage.Send(DiscordStage.Mod, "status")).ShouldBe("That broke. The log of iShowTTS tells why.");

        _stage.Logs.Text.ShouldContain("inner detail");
        (await _stage.Send(DiscordStage.Mod, "pause")).ShouldBe("TTS paused.");
    }

    [Fact]
    public async Task Take_QueueThatCannotBeRead_IsSaidWithoutItsPath()
    {
        _stage.Commands.Control.BeforeStatus = static _ => throw new QueueStoreException("disk-full", "/secret/place/queue.db is full");

        (await _stage.Send(DiscordStage.Mod, "status")).ShouldBe("The queue cannot be read or written now. The console of iShowTTS tells why.");
    }

    [Fact]
    public async Task Take_FromAServerOfAStranger_DoesNothing_AlsoForItsOwner()
    {
        _stage.Bot.SentFrom = "900000000000000001";

        (await _stage.Send(DiscordStage.Owner, "pause")).ShouldBe("iShowTTS is not set up for this server.");
        (await _stage.Send(DiscordStage.Mod, "say", ("text", "hello"))).ShouldBe("iShowTTS is not set up for this server.");
        var typed = _stage.Bot.Typed(DiscordStage.Owner, "voice", ("name", ""));

        // One of its own server shows that the others were looked at.
        _stage.Bot.SentFrom = FakeDiscordBot.Guild;
        (await _stage.Bot.TypeAsync(DiscordStage.Owner, "voice", ("name", "zoe"))).ShouldHaveSingleItem();
        typed.IsCompleted.ShouldBeFalse();
        _stage.Commands.Control.Calls.ShouldBeEmpty();
        (await _stage.Queue.ListAsync(new UtteranceQuery(), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_SwitchedOff_OffersNothing()
    {
        _stage.Options.CurrentValue.Enabled = false;

        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "voice", ("name", ""))).ShouldBeEmpty();
    }

    private void Hang() => _stage.Commands.Control.BeforeStatus = async token =>
    {
        _hanging.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, _stage.Clock, token);
    };
}
