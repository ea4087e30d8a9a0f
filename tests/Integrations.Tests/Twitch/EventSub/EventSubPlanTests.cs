using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Twitch.Loopback;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

public sealed class EventSubPlanTests
{
    [Fact]
    public void For_NoScopes_IsWhatNeedsNone() =>
        Types([]).ShouldBe(["channel.raid", "stream.online", "stream.offline"]);

    [Fact]
    public void For_EveryScope_BeginsWithChatAndRedemptionsAndHasNoFeedInPlaceOfChat()
    {
        var types = Types(FakeTwitchAccount.AllScopes);

        types.Take(2).ShouldBe([EventSubBodies.ChatType, EventSubBodies.RedeemType]);
        types.ShouldNotContain("channel.cheer");
        types.ShouldNotContain("channel.subscription.message");
    }

    [Fact]
    public void For_NoChatScope_TakesTheOtherFeeds()
    {
        var types = Types([TwitchScopes.ReadBits, TwitchScopes.ReadSubscriptions]);

        types.ShouldContain("channel.cheer");
        types.ShouldContain("channel.subscription.gift");
        types.ShouldNotContain(EventSubBodies.ChatType);
    }

    [Fact]
    public void For_AnotherAccount_LeavesOutWhatOnlyTheChannelMaySee()
    {
        var types = Types(FakeTwitchAccount.AllScopes, userId: "2");

        types.ShouldContain(EventSubBodies.ChatType);
        types.ShouldContain("channel.follow");
        types.ShouldNotContain(EventSubBodies.RedeemType);
        types.ShouldNotContain("channel.bits.use");
    }

    [Fact]
    public void For_FeatureOff_IsNotAskedFor() =>
        EventSubPlan.For(Session(FakeTwitchAccount.AllScopes, "1"), "1", [TwitchFeatures.Follows])
            .Select(kind => kind.Type).ShouldBe(["channel.raid", "channel.follow", "stream.online", "stream.offline"]);

    [Theory]
    [InlineData("channel.chat.notification", true, false, false)]
    [InlineData("channel.chat.notification", false, false, true)]
    [InlineData("channel.raid", true, false, true)]
    public void IsWanted_Raid_ComesFromItsOwnFeedWhenThatIsInForce(string feed, bool isInForce, bool isIrcReading, bool isWanted) =>
        EventSubPlan.IsWanted(new Raid { Feed = feed }, type => type == "channel.raid" && isInForce, isIrcReading).ShouldBe(isWanted);

    [Theory]
    [InlineData("channel.bits.use", false, false, false)]
    [InlineData("channel.cheer", false, false, true)]
    [InlineData("channel.cheer", true, false, false)]
    [InlineData("channel.cheer", false, true, false)]
    [InlineData("channel.chat.message", true, true, true)]
    public void IsWanted_Cheer_ComesFromChatWheneverThatIsRead(string feed, bool isChatInForce, bool isIrcReading, bool isWanted) =>
        EventSubPlan.IsWanted(new Cheer { Feed = feed }, type => type == EventSubPlan.Chat && isChatInForce, isIrcReading).ShouldBe(isWanted);

    [Theory]
    [InlineData("custom", true, false)]
    [InlineData("custom", false, true)]
    [InlineData("message_effect", true, true)]
    public void IsWanted_PowerUpOfTheChannel_ComesFromItsOwnFeedWhenThatIsInForce(string kind, bool isInForce, bool isWanted) =>
        EventSubPlan.IsWanted(new PowerUp { Feed = "channel.bits.use", PowerUpKind = kind }, _ => isInForce, false).ShouldBe(isWanted);

    private static List<string> Types(string[] scopes, string userId = "1") => [.. EventSubPlan.For(Session(scopes, userId), "1", TwitchFeatures.All).Select(kind => kind.Type)];

    private static TwitchSession Session(string[] scopes, string userId) => new("client", userId, "login", [.. scopes], DateTimeOffset.MaxValue);
}
