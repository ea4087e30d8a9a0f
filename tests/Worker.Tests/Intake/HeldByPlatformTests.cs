using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>What AutoMod holds back is not heard, whichever feed tells the words, unless a moderator of the platform lets it through.</summary>
public sealed class HeldByPlatformTests
{
    [Fact]
    public async Task Hold_OfAMessageThatIsShown_CancelsIt()
    {
        using var stage = new TwinStage();
        await stage.GiveAsync(Shown());

        await stage.GiveAsync(Held());
        await stage.HearAllAsync();

        stage.Heard.ShouldBeEmpty();
        (await stage.AllAsync()).Select(u => (u.State, u.Reason!.Code)).ShouldBe([(UtteranceState.Cancelled, ReasonCodes.HeldByPlatform)]);
    }

    [Theory]
    [InlineData(UtteranceState.Queued)]
    [InlineData(UtteranceState.Synthesizing)]
    [InlineData(UtteranceState.Playing)]
    public async Task Hold_OfTheTextOfARedemption_CancelsItInEveryState(object state)
    {
        using var stage = new TwinStage();
        await stage.GiveAsync(TwinTests.Redeemed("r-1"));
        var id = (await stage.AllAsync()).ShouldHaveSingleItem().Id;
        if (state is not UtteranceState.Queued)
            await stage.Queue.TakeNextAsync(CancellationToken.None);
        if (state is UtteranceState.Playing)
            await stage.Queue.MoveAsync(id, [UtteranceState.Synthesizing], new UtteranceChange(UtteranceState.Playing, null), CancellationToken.None);

        await stage.GiveAsync(Held());

        var ended = (await stage.AllAsync()).ShouldHaveSingleItem();
        (ended.State, ended.Reason!.Code).ShouldBe((UtteranceState.Cancelled, ReasonCodes.HeldByPlatform));
    }

    [Fact]
    public async Task Redemption_AfterTheHoldOfItsText_IsRefusedAndRecorded()
    {
        using var stage = new TwinStage();
        await stage.GiveAsync(Held());

        await stage.GiveAsync(TwinTests.Redeemed("r-1"));
        await stage.HearAllAsync();

        stage.Heard.ShouldBeEmpty();
        var kept = (await stage.AllAsync()).ShouldHaveSingleItem();
        (kept.State, kept.Reason!.Code, kept.RedemptionId).ShouldBe((UtteranceState.Rejected, ReasonCodes.HeldByPlatform, "r-1"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Review_OfAHeldMessage_DecidesWhetherItMayBeSpoken(bool isApproved, int spoken)
    {
        using var stage = new TwinStage();
        await stage.GiveAsync(Held());

        await stage.GiveAsync(new HeldMessageReviewed { Id = "u", Source = "twitch-eventsub", Feed = "automod.message.update", Channel = "chan", MessageId = "m-1", IsApproved = isApproved });
        await stage.GiveAsync(Shown() with { At = ComposerBench.Start.AddMinutes(2) });
        await stage.HearAllAsync();

        stage.Heard.Count.ShouldBe(spoken);
    }

    [Fact]
    public async Task Hold_OfOtherWordsOrOfAnotherMessage_LeavesTheRest()
    {
        using var stage = new TwinStage();
        await stage.GiveAsync(TwinTests.Redeemed("r-1"));
        await stage.GiveAsync(Shown("m-2"));

        await stage.GiveAsync(Held() with { Message = MessageText.Plain("other words") });
        await stage.HearAllAsync();

        stage.Heard.Count.ShouldBe(2);
    }

    private static ChatMessage Held() => new()
    {
        Id = "hold-1", MessageId = "m-1", Source = "twitch-eventsub", Feed = "automod.message.hold", Channel = "chan",
        At = ComposerBench.Start.AddSeconds(1), Viewer = TwinTests.Ann, Message = MessageText.Plain("read this"), IsHeld = true,
    };

    private static ChatMessage Shown(string messageId = "m-1") => new()
    {
        Id = messageId, MessageId = messageId, Source = "twitch-eventsub", Feed = "channel.chat.message", Channel = "chan",
        At = ComposerBench.Start, Viewer = TwinTests.Ann, Message = MessageText.Plain("read this"),
    };
}
