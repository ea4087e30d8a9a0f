using System.Text.Json;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch;

namespace IShowTts.Integrations.Tests.Twitch;

/// <summary>Every EventSub message of the collected examples, with what it must become. One row a file.</summary>
public sealed class SharedEventSubFilesTests
{
    [SkippableTheory]
    [InlineData("automod.message.hold", "chat by uint128: 😂 ass +held")]
    [InlineData("channel.ban", "silenced cool_user/1234 60 s")]
    [InlineData("channel.bits.use", "cheer 2 by Cool_User: cheer1 hi cheer1 <Cheermote cheer 'cheer1'> <Cheermote cheer 'cheer1'>")]
    [InlineData("channel.bits.use.message_effect", "power-up message_effect 250 by Cool_User: GARY THE PROPHET")]
    [InlineData("channel.channel_points_automatic_reward_redemption.add", "redemption send_highlighted_message '' 100 (no refund) by TwitchDev: Hello world! VoHiYo <Emote 81274 'VoHiYo'>")]
    [InlineData("channel.channel_points_custom_reward_redemption.add", "redemption 92af127c-7326-4483-a52b-b0da0be61c01 'title' 100 (17fa2df1-ad76-4804-bfa5-a40ef63efe63) by Cooler_User: pogchamp")]
    [InlineData("channel.channel_points_custom_reward_redemption.update", "redemption 17fa2df1-ad76-4804-bfa5-a40ef63efe63 fulfilled")]
    [InlineData("channel.channel_points_custom_reward.add", "not-a-message")]
    [InlineData("channel.charity_campaign.donate", "donation 100.00 USD for Example name by GenerousUser1")]
    [InlineData("channel.chat.clear_user_messages", "silenced uncool_viewer/7734 for good")]
    [InlineData("channel.chat.clear", "chat cleared")]
    [InlineData("channel.chat.message_delete", "deleted ab24e0b0-2260-4bac-94e4-05eedd4ecd0e of uncool_viewer")]
    [InlineData("channel.chat.message.cheer", "cheer 2 by viewer32: cheer1 hi cheer1 <Cheermote cheer 'cheer1'> <Cheermote cheer 'cheer1'>")]
    [InlineData("channel.chat.message.custom_reward", "redemption 92af127c-7326-4483-a52b-b0da0be61c01 '' 0 (no refund) by Cooler_User [Subscriber]: pogchamp")]
    [InlineData("channel.chat.message.emotes", "chat by exampleuser [Subscriber]: Test message with emote <3 <Emote 555555584 '<3'>")]
    [InlineData("channel.chat.message.gif", "chat by TwitchDev [Subscriber]: [Y A Y Yes GIF by Djemilah Birnie] <Gif joSNxeswxuc74Juo8X '[Y A Y Yes GIF by Djemilah Birnie]'>")]
    [InlineData("channel.chat.message.gigantified", "power-up gigantify_an_emote 0 by viewer32 [Subscriber]: doeddeSussy <Emote emotesv2_ce8bbab56cca45e6927e2f9b923c535d 'doeddeSussy'>")]
    [InlineData("channel.chat.message.highlighted", "chat by TwitchDev [Subscriber]: Hello world! VoHiYo <Emote 81274 'VoHiYo'> +highlighted")]
    [InlineData("channel.chat.message", "chat by viewer32 [Subscriber, Moderator]: Hi chat")]
    [InlineData("channel.chat.message.mention", "chat by viewer32 [Subscriber]: @TwitchDev thanks for the stream")]
    [InlineData("channel.chat.message.reply", "chat by viewer32 [Subscriber]: @TwitchDev yes, it is live <ReplyMention  '@TwitchDev'> +reply to twitchdev")]
    [InlineData("channel.chat.message.shared_chat", "chat by viewer32 [Subscriber, Moderator]: Hi chat +shared from 112233 +shared id")]
    [InlineData("channel.chat.notification.announcement", "Announcement by OGprodigy: test")]
    [InlineData("channel.chat.notification.bits_badge_tier", "notice bits-badge-tier 1000 \"bits badge tier notification\" by viewer23: GG")]
    [InlineData("channel.chat.notification.charity_donation", "donation 15.00 USD for Example name by viewer23")]
    [InlineData("channel.chat.notification.community_sub_gift", "5 gift tier 1 bomb by viewer23")]
    [InlineData("channel.chat.notification.gift_paid_upgrade", "GiftUpgrade tier 1, 0 months, streak 0 by viewer23")]
    [InlineData("channel.chat.notification.pay_it_forward", "1 gift tier 1 to melizhr forward by BaBa_Avil [Subscriber]")]
    [InlineData("channel.chat.notification.prime_paid_upgrade", "PrimeUpgrade tier 1, 0 months, streak 0 by viewer23")]
    [InlineData("channel.chat.notification.raid", "raid 430 by viewer23")]
    [InlineData("channel.chat.notification.resub_with_message", "Resub tier 1, 58 months, streak 0 by justinfan [Subscriber, Moderator]: GIB MIR DEN POKAL")]
    [InlineData("channel.chat.notification.resub", "Resub tier 1, 10 months, streak 0 by viewer23")]
    [InlineData("channel.chat.notification.shared_chat_announcement", "Announcement by viewer23: hi from the other channel +shared from 112233 +shared id")]
    [InlineData("channel.chat.notification.sub_gift_of_bomb", "1 gift tier 1 to LuckyOne bomb part by viewer23")]
    [InlineData("channel.chat.notification.sub_gift", "1 gift tier 1 to Zack by viewer23")]
    [InlineData("channel.chat.notification.sub", "New tier 0, 0 months, streak 0 by viewer23")]
    [InlineData("channel.chat.notification.watch_streak", "notice watch-streak 7 \"viewer23 watched 7 consecutive streams and sparked a watch streak!\" by viewer23: ive done it")]
    [InlineData("channel.chat.user_message_hold", "chat by Tommy/tom: hey world +held")]
    [InlineData("channel.cheer", "cheer 1000 by Cool_User: pogchamp")]
    [InlineData("channel.custom_power_up_redemption.add", "power-up custom 300 by Cooler_User: pogchamp")]
    [InlineData("channel.follow", "Follow by Cool_User")]
    [InlineData("channel.hype_train.begin", "notice hype-train 1 \"\" by nobody")]
    [InlineData("channel.moderate.timeout", "silenced twitchdev/141981764 1 s")]
    [InlineData("channel.moderate.warn", "not-a-message")]
    [InlineData("channel.raid", "raid 9001 by Cool_User")]
    [InlineData("channel.shared_chat.begin", "not-a-message")]
    [InlineData("channel.subscribe", "New tier 1, 0 months, streak 0 by Cool_User")]
    [InlineData("channel.subscription.end", "not-a-message")]
    [InlineData("channel.subscription.gift", "2 gift tier 1 by Cool_User")]
    [InlineData("channel.subscription.message", "Resub tier 1, 15 months, streak 1 by Cool_User: Love the stream! FevziGG")]
    [InlineData("channel.unban", "not-a-message")]
    [InlineData("channel.update", "not-a-message")]
    [InlineData("revocation", "not-a-message")]
    [InlineData("session_keepalive", "not-a-message")]
    [InlineData("session_reconnect", "not-a-message")]
    [InlineData("session_welcome", "not-a-message")]
    [InlineData("stream.offline", "stream offline")]
    [InlineData("stream.online", "stream online")]
    public void Decode_CollectedFile_BecomesWhatItMeans(string name, string expected)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.Require($"twitch/{name}.json")));

        var result = EventSubDecoder.Decode(json.RootElement, DateTimeOffset.UnixEpoch);

        EventDescription.Of(result).ShouldBe(expected);
        (result.Event is null).ShouldBe(result.Detail.Length > 0);
    }

    [SkippableFact]
    public void Decode_CollectedFiles_AllHaveARow()
    {
        var files = Directory.GetFiles(SharedData.Require("twitch"), "*.json");

        var rows = typeof(SharedEventSubFilesTests).GetMethod(nameof(Decode_CollectedFile_BecomesWhatItMeans))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Length;

        rows.ShouldBe(files.Length);
    }
}
