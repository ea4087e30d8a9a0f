using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.Text;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch;

namespace IShowTts.Integrations.Tests.Twitch;

/// <summary>Every line of the collected examples (SOURCES.md says where each is from), with what it must become. One row a line.</summary>
public sealed class SharedIrcLinesTests
{
    private const string DataFile = "twitch/irc.txt";

    [SkippableTheory]
    [InlineData(1, "not-a-message")]
    [InlineData(2, "not-a-message")]
    [InlineData(3, "not-a-message")]
    [InlineData(4, "not-a-message")]
    [InlineData(5, "not-a-message")]
    [InlineData(6, "not-a-message")]
    [InlineData(7, "not-a-message")]
    [InlineData(8, "not-a-message")]
    [InlineData(9, "not-a-message")]
    [InlineData(10, "not-a-message")]
    [InlineData(11, "not-a-message")]
    [InlineData(12, "not-a-message")]
    [InlineData(13, "not-a-message")]
    [InlineData(14, "not-a-message")]
    [InlineData(15, "not-a-message")]
    [InlineData(16, "not-a-message")]
    [InlineData(17, "not-a-message")]
    [InlineData(18, "not-a-message")]
    [InlineData(19, "not-a-message")]
    [InlineData(20, "not-a-message")]
    [InlineData(21, "not-a-message")]
    [InlineData(22, "not-a-message")]
    [InlineData(23, "not-a-message")]
    [InlineData(24, "not-a-message")]
    [InlineData(25, "not-a-message")]
    [InlineData(26, "chat by petsgomoo: DansGame")]
    [InlineData(27, "chat by ronni: Kappa Keepo Kappa <Emote 25 'Kappa'> <Emote 1902 'Keepo'> <Emote 25 'Kappa'>")]
    [InlineData(28, "chat by fun2bfun [Vip]: Kappa Keepo Kappa")]
    [InlineData(29, "chat by lovingt3s [Broadcaster]: bleedPurple <Emote 62835 'bleedPurple'>")]
    [InlineData(30, "chat by JuN1oRRRR: dank cam")]
    [InlineData(31, "chat by randers [Subscriber, Moderator]: -tags +action")]
    [InlineData(32, "chat by 테스트계정420/testaccount_420 [Subscriber, Moderator]: @asd")]
    [InlineData(33, "chat by randers [Subscriber, Moderator]: Kappa Keepo Kappa Kappa test Keepo Keepo 123 :) :) :P <Emote 25 'Kappa'> <Emote 1902 'Keepo'> <Emote 25 'Kappa'> <Emote 25 'Kappa'> <Emote 1902 'Keepo'> <Emote 1902 'Keepo'> <Emote 499 ':)'> <Emote 499 ':)'> <Emote 490 ':P'>")]
    [InlineData(34, "chat by AvianArtworks: pajaM_TK <Emote 300196486_TK 'pajaM_TK'>")]
    [InlineData(35, "chat by randers [Subscriber, Moderator]: 👉 <3 👉 <3 👉 <3 <Emote 483 '<3'> <Emote 483 '<3'> <Emote 483 '<3'>")]
    [InlineData(36, "chat by xSpeedHack: Чет скушные катки Жек когда Хачаги?! ResidentSleeper <Emote 245 'ResidentSleeper'>")]
    [InlineData(37, "chat by StreamElements [Moderator]: A LOJA AINDA NÃO ESTÁ PRONTA BibleThump , AGUARDE... NOVIDADES EM BREVE FortOne <Emote 86 'BibleThump'> <Emote 822112 'FortOne'> +action")]
    [InlineData(38, "chat by jhoelsc [Subscriber]: pensé que no habría directo que bueno que si staryuukiLove staryuukiLove staryuukiLove staryuukiBits <Emote 301683486 'staryuukiLove'> <Emote 301683486 'staryuukiLove'> <Emote 301683486 'staryuukiLove'> <Emote 301683544 'staryuukiBits'>")]
    [InlineData(39, "chat by FletcherCodes: Chew your food slower... it's healthier")]
    [InlineData(40, "chat by pajlada [Subscriber, Broadcaster]: -tags Kappa 123 Keepo <Emote 25 'Kappa'> <Emote 1902 'Keepo'>")]
    [InlineData(41, "chat by some_1_happy: Я не такой красивый. Не урод, но до тебя далеко LUL <Emote 425618 'LUL'>")]
    [InlineData(42, "chat by Alca [Subscriber, Broadcaster]: Hi :) <Emote 499 ':)'>")]
    [InlineData(43, "cheer 100 by ronni: cheer100 <Cheermote Cheer 'cheer100'>")]
    [InlineData(44, "cheer 1 by TETYYS: trihard1 <Cheermote TriHard 'trihard1'>")]
    [InlineData(45, "cheer 5000 by FletcherCodes: showlove5000 Chew your food slower... it's healthier <Cheermote ShowLove 'showlove5000'>")]
    [InlineData(46, "cheer 5 by slyckity: Cheer1 a Cheer1 Cheer1 Cheer1 Cheer1 b c <Cheermote Cheer 'Cheer1'> <Cheermote Cheer 'Cheer1'> <Cheermote Cheer 'Cheer1'> <Cheermote Cheer 'Cheer1'> <Cheermote Cheer 'Cheer1'>")]
    [InlineData(47, "cheer 100 by Schmoopiie [Broadcaster]: cheer100 Hello :) <Cheermote Cheer 'cheer100'>")]
    [InlineData(48, "cheer 500 by nobody: Anon500 keep it up <Cheermote Anon 'Anon500'>")]
    [InlineData(49, "chat by LeftSwing: @Retoon yes <ReplyMention  '@Retoon'> +reply to retoon")]
    [InlineData(50, "chat by thatgirllalison [Subscriber]: @zenArc KEKW <ReplyMention  '@zenArc'> +reply to zenarc")]
    [InlineData(51, "redemption ea98be77-c54e-49cd-bc52-d8290cf12ad8 '' 0 (no refund) by eloonstra [Vip]: boing")]
    [InlineData(52, "chat by MurdocTurner: test")]
    [InlineData(53, "chat by Viewer32 [Subscriber]: Hello world! VoHiYo <Emote 81274 'VoHiYo'> +highlighted")]
    [InlineData(54, "chat by NewHere: let me introduce myself :) <Emote 1 ':)'>")]
    [InlineData(55, "power-up message_effect 0 by xOJGxRIZZO: JAYSHAWN NALGAS IS GOATED")]
    [InlineData(56, "power-up gigantify_an_emote 0 by Timelus_: Kreygasm <Emote 41 'Kreygasm'>")]
    [InlineData(57, "chat by TwitchDev [Subscriber, Broadcaster]: [Y A Y Yes GIF by Djemilah Birnie] <Gif joSNxeswxuc74Juo8X '[Y A Y Yes GIF by Djemilah Birnie]'>")]
    [InlineData(58, "donation 5.00 USD by rickharrisoncoc [Subscriber]: forsen please read my super chat. Please.")]
    [InlineData(59, "chat by TwitchDev: Howdy! +shared id")]
    [InlineData(60, "chat by TwitchDev: Howdy! +shared from 12826 +shared id")]
    [InlineData(61, "chat by Eternalwerecat22 [Moderator]: Video game things +shared from 655533779 +shared id")]
    [InlineData(62, "Resub tier 0, 6 months, streak 2 by ronni [Subscriber, Broadcaster]: Great stream -- keep it up!")]
    [InlineData(63, "1 gift tier 1 to Mr_Woodchuck by TWW2")]
    [InlineData(64, "raid 15 by TestChannel")]
    [InlineData(65, "Announcement by randers [Subscriber, Moderator]: hello pajs pajaH Kappa Keepo <Emote 185989 'pajaH'> <Emote 25 'Kappa'> <Emote 1902 'Keepo'>")]
    [InlineData(66, "notice bits-badge-tier 1000 \"bits badge tier notification\" by whoopiix [Subscriber]")]
    [InlineData(67, "New tier 0, 1 months, streak 0 by fallenseraphhh [Subscriber]")]
    [InlineData(68, "Resub tier 1, 2 months, streak 2 by Gutrin [Subscriber]: xqcL <Emote 1035663 'xqcL'>")]
    [InlineData(69, "Resub tier 0, 11 months, streak 0 by rene_rs")]
    [InlineData(70, "raid 430 by iamelisabete")]
    [InlineData(71, "1 gift tier 1 to qatarking24xd by AdamAtReflectStudios")]
    [InlineData(72, "1 gift tier 1 to Dot0422 by nobody")]
    [InlineData(73, "20 gift tier 1 bomb by AdamAtReflectStudios")]
    [InlineData(74, "10 gift tier 1 bomb by nobody")]
    [InlineData(75, "GiftUpgrade tier 1, 0 months, streak 0 by CrazyCrackAnimal [Subscriber]")]
    [InlineData(76, "GiftUpgrade tier 1, 0 months, streak 0 by samura1jack_ttv [Subscriber]")]
    [InlineData(77, "notice new-chatter 0 \"Seventoes is new here!\" by SevenTest1: HeyGuys <Emote 30259 'HeyGuys'>")]
    [InlineData(78, "notice reward-gift 100 \"AdamAtReflectStudios's Gift shared rewards to 100 others in Chat!\" by AdamAtReflectStudios")]
    [InlineData(79, "notice unraid 0 \"The raid has been cancelled.\" by FletcherCodes [Broadcaster]")]
    [InlineData(80, "PrimeUpgrade tier 1, 0 months, streak 0 by DrDisRespexs [Subscriber]")]
    [InlineData(81, "1 gift tier 1 forward by pazza_cr4 [Subscriber, Vip]")]
    [InlineData(82, "1 gift tier 1 to cuteMaggi forward by GissihatHunger [Subscriber]")]
    [InlineData(83, "Extended tier 1, 8 months, streak 0 by mymii87 [Subscriber]")]
    [InlineData(84, "donation 15.00 USD for Global Action for Trans Equality by tommyboy9000 [Subscriber, Moderator]")]
    [InlineData(85, "notice watch-streak 7 \"Baughbby watched 7 consecutive streams this month and sparked a watch streak!\" by Baughbby [Subscriber]: ive done it +historical")]
    [InlineData(86, "notice modiversary 108 \"has been a moderator for 24 months!\" by BlueLava [Moderator]: I'm celebrating my 9 year Mod Anniversary!")]
    [InlineData(87, "notice watch-streak 3 \"TwitchDev watched 3 consecutive streams this month and sparked a watch streak!\" by TwitchDev")]
    [InlineData(88, "notice social-sharing-badge 1 \"Unlocked a social sharing badge\" by Gunny_Q: Wooohooo, I got a social media badge! or another one")]
    [InlineData(89, "Announcement by lahoooo: hi this is an announcement from 1 +shared from 1025594235 +shared id")]
    [InlineData(90, "silenced ronni/87654321 for good")]
    [InlineData(91, "silenced ronni/87654321 350 s")]
    [InlineData(92, "chat cleared")]
    [InlineData(93, "silenced fabzeef/148973258 1 s")]
    [InlineData(94, "chat cleared")]
    [InlineData(95, "deleted 94e6c7ff-bf98-4faa-af5d-7ad633a158a9 of foo")]
    [InlineData(96, "deleted 15e5164d-f8e6-4aec-baf4-2d6a330760c4 of randers")]
    [InlineData(97, "not-a-message")]
    [InlineData(98, "not-a-message")]
    [InlineData(99, "not-a-message")]
    [InlineData(100, "not-a-message")]
    [InlineData(101, "not-a-message")]
    [InlineData(102, "not-a-message")]
    [InlineData(103, "not-a-message")]
    [InlineData(104, "not-a-message")]
    [InlineData(105, "not-a-message")]
    [InlineData(106, "not-a-message")]
    [InlineData(107, "not-a-message")]
    public void Decode_CollectedLine_BecomesWhatItMeans(int number, string expected)
    {
        var raw = File.ReadAllLines(SharedData.Require(DataFile))[number - 1];

        IrcLine.TryParse(raw, out var line, out var error).ShouldBeTrue(error);
        var result = new IrcEventDecoder("", CheermotePrefixes.Global).Decode(line!, DateTimeOffset.UnixEpoch);

        EventDescription.Of(result).ShouldBe(expected);
        (result.Event is null).ShouldBe(result.Detail.Length > 0);
    }

    [SkippableFact]
    public void Decode_CollectedLines_AllHaveARow()
    {
        var lines = File.ReadAllLines(SharedData.Require(DataFile));

        var rows = typeof(SharedIrcLinesTests).GetMethod(nameof(Decode_CollectedLine_BecomesWhatItMeans))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Length;

        rows.ShouldBe(lines.Length);
    }
}
