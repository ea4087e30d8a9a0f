using System.Text.Json;
using FsCheck.Xunit;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordCommandsTests : IAsyncLifetime
{
    private DiscordStage _stage = null!;

    public async Task InitializeAsync() => _stage = await DiscordStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData("pause", "TTS paused.", "discord:mod via discord: pause")]
    [InlineData("resume", "TTS goes on.", "discord:mod via discord: resume")]
    [InlineData("clear", "Cleared: 3 messages dropped.", "discord:mod via discord: clear")]
    [InlineData("skip", "There is nothing to skip.", "discord:mod via discord: skip")]
    public async Task Send_Steering_GoesToTheHandlersOfChat(string command, string answer, string call)
    {
        (await _stage.Send(DiscordStage.Mod, command)).ShouldBe(answer);

        _stage.Commands.Control.Calls.ShouldBe([call]);
    }

    [Theory]
    [InlineData("say")]
    [InlineData("skip")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("clear")]
    [InlineData("ban")]
    [InlineData("unban")]
    [InlineData("held")]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("join")]
    [InlineData("leave")]
    [InlineData("volume")]
    public async Task Send_AdminCommandByAnybody_IsRefused(string command)
    {
        var answer = await _stage.Send(
            DiscordStage.Ann, command, ("text", "hello"), ("user", "bob"), ("percent", "50"), ("channel", "talk"), ("which", "0000000000000000000000000000ffff"));

        answer.ShouldBe("That needs the role Moderator or above.");
        _stage.Commands.Control.Calls.ShouldBeEmpty();
        _stage.Bot.Calls.ShouldBeEmpty();
        _stage.Changes.ShouldBeEmpty();
        _stage.Commands.Store.Ignored.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_TheOwnerOfTheServer_IsTheBroadcaster()
    {
        _stage.Commands.Options.CurrentValue.Roles["pause"] = ViewerRole.Broadcaster;

        (await _stage.Send(DiscordStage.Mod, "pause")).ShouldBe("That needs the role Broadcaster or above.");
        (await _stage.Send(DiscordStage.Owner, "pause")).ShouldBe("TTS paused.");
    }

    [Fact]
    public async Task Send_RoleThatIsNotMapped_IsNothing() =>
        (await _stage.Send(FakeDiscordBot.User("eve", "220000000000000009"), "pause")).ShouldBe("That needs the role Moderator or above.");

    [Fact]
    public async Task Say_AText_IsSpokenWhole()
    {
        (await _stage.Send(DiscordStage.Mod, "say", ("text", "  hello  there <@1> "))).ShouldBe("It will be spoken.");

        _stage.Commands.Control.Calls.ShouldBe(["discord:mod via discord: say hello  there <@1> voice "]);
    }

    [Fact]
    public async Task Say_NoText_AsksForIt()
    {
        (await _stage.Send(DiscordStage.Mod, "say", ("text", "  "))).ShouldBe("Say what? Type the text after the command.");

        _stage.Commands.Control.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Status_TellsTheVoiceChannelOfThisServerOnly()
    {
        _stage.Bot.Voices =
        [
            new("talk", FakeDiscordBot.Guild, DiscordVoicePhase.Ready, "", "In *Talk*, 2 listeners, encrypted.", "210000000000000001", "Talk", 2, true),
            new("far", "300000000000000001", DiscordVoicePhase.Ready, "", "In Secret.", "310000000000000001", "Secret", 2, true),
        ];

        (await _stage.Send(DiscordStage.Ann, "status")).ShouldBe("TTS is on and silent, mode all, 0 messages waiting. talk: In \\*Talk\\*, 2 listeners, encrypted.");
    }

    [Fact]
    public async Task Voices_AreListed() => (await _stage.Send(DiscordStage.Ann, "voices")).ShouldBe("Voices \\(3\\): Anna, Big Bob, zoe.");

    [Fact]
    public async Task Voice_OwnAndOthers_AreChosen()
    {
        (await _stage.Send(DiscordStage.Ann, "voice")).ShouldBe("The default voice is used.");
        (await _stage.Send(DiscordStage.Ann, "voice", ("name", "big bob"))).ShouldBe("The voice is Big Bob now.");
        (await _stage.Send(DiscordStage.Ann, "voice", ("name", "nobody"))).ShouldBe("There is no such voice. Type /tts voices to see them.");
        (await _stage.Send(DiscordStage.Ann, "voice", ("name", "Anna"), ("user", "bob"))).ShouldBe("That needs the role Moderator or above.");
        (await _stage.Send(DiscordStage.Mod, "voice", ("name", "Anna"), ("user", "discord:ann"))).ShouldBe("The voice is Anna now.");

        _stage.Commands.Store.For(_stage.Roles.ViewerOf(DiscordStage.Ann)).Voice.ShouldBe("Anna");
        (await _stage.Send(DiscordStage.Ann, "voice", ("name", "reset"))).ShouldBe("The default voice is used again.");
    }

    [Theory]
    [InlineData("Bob", "bob", "bob is ignored.")]
    [InlineData("discord:Some.Body_1", "discord:some.body_1", "discord:some.body\\_1 is ignored.")]
    [InlineData("<@!400000000000000003>", "discord:#400000000000000003", "discord:\\#400000000000000003 is ignored.")]
    public async Task BanAndUnban_ChangeTheIgnoreList(string typed, string login, string answer)
    {
        (await _stage.Send(DiscordStage.Mod, "ban", ("user", typed))).ShouldBe(answer);
        _stage.Commands.Store.Ignored.ShouldBe([login]);

        await _stage.Send(DiscordStage.Mod, "unban", ("user", login));
        _stage.Commands.Store.Ignored.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("@everyone")]
    [InlineData("<@evil>")]
    [InlineData("discord:")]
    [InlineData("discord:a b")]
    [InlineData("discord:#x")]
    [InlineData("[link](http://bad)")]
    public async Task Ban_NoUserName_IsNotEchoed(string typed)
    {
        (await _stage.Send(DiscordStage.Mod, "ban", ("user", typed))).ShouldBeOneOf("That is no user name.", "everyone is ignored.");
        _stage.Commands.Store.Ignored.ShouldBeSubsetOf(["everyone"]);
    }

    [Fact]
    public async Task BannedById_IsIgnored_AndToldSo()
    {
        await _stage.Send(DiscordStage.Mod, "ban", ("user", $"<@{DiscordStage.Ann.Id}>"));

        _stage.Commands.Store.For(_stage.Roles.ViewerOf(DiscordStage.Ann)).IsIgnored.ShouldBeTrue();
        (await _stage.Send(DiscordStage.Ann, "voice", ("name", "Anna"))).ShouldBe("You are on the ignore list of this channel.");
        (await _stage.Send(DiscordStage.Ann, "why")).ShouldBe("This viewer is on the ignore list.");
    }

    [Fact]
    public async Task Send_WithinTheCooldown_IsToldToWait()
    {
        await _stage.Bot.SendAsync(DiscordStage.Ann, "status");

        (await _stage.Bot.SendAsync(DiscordStage.Ann, "status")).ShouldBe("One command every 5 seconds. Try again in a moment.");
        (await _stage.Bot.SendAsync(DiscordStage.Mod, "pause")).ShouldBe("TTS paused.");
        (await _stage.Bot.SendAsync(DiscordStage.Mod, "resume")).ShouldBe("TTS goes on.");
    }

    [Fact]
    public async Task Skip_OneThatWaits_ByIdOrHandle()
    {
        // Paid: plain chat would be over by the second command.
        var one = await AddAsync(TestUtterance.Paid());
        var id = one.Id;

        (await _stage.Send(DiscordStage.Mod, "skip", ("which", id))).ShouldBe("Skipped.");
        (await _stage.Send(DiscordStage.Mod, "skip", ("which", "#" + one.Handle()))).ShouldBe("Skipped.");
        (await _stage.Send(DiscordStage.Mod, "skip", ("which", "please"))).ShouldBe("Nothing with that id waits. Choose one from the list.");

        _stage.Commands.Control.Calls.ShouldBe([$"discord:mod via discord: skip {id}", $"discord:mod via discord: skip {id}"]);
    }

    [Fact]
    public async Task ApproveAndReject_OneThatIsHeld()
    {
        var held = await AddAsync(TestUtterance.Chat() with { State = UtteranceState.Held });

        (await _stage.Send(DiscordStage.Mod, "held")).ShouldContain(held.Handle());
        (await _stage.Send(DiscordStage.Mod, "approve", ("which", held.Id))).ShouldBe($"Approved: {held.Handle()} \\(chat\\).");
        (await _stage.Send(DiscordStage.Mod, "reject")).ShouldBe($"Rejected: {held.Handle()} \\(chat\\).");
        (await _stage.Send(DiscordStage.Mod, "approve", ("which", "zzzz"))).ShouldStartWith("Nothing with that id waits for approval.");
    }

    [Fact]
    public async Task Join_GoesToTheCaller_ElseToTheConfiguredChannel()
    {
        var calling = DiscordStage.Mod with { VoiceChannelId = "210000000000000002" };

        (await _stage.Send(calling, "join")).ShouldBe("On the way to your channel.");
        (await _stage.Send(DiscordStage.Mod, "join")).ShouldStartWith("On the way to the channel of the configuration");
        (await _stage.Send(DiscordStage.Mod, "leave")).ShouldStartWith("Left.");

        _stage.Bot.Calls.ShouldBe(["join talk 210000000000000002", "join talk (configured)", "leave talk"]);
        _stage.Commands.AuditLines.Count(static line => line.Contains("\"via\":\"discord\"", StringComparison.Ordinal) && line.Contains("discord-", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task Join_SeveralChannels_TheOneThatIsMeant()
    {
        _stage.Channel("other", FakeDiscordBot.Guild, "210000000000000002");
        _stage.Channel("far", "300000000000000001", "310000000000000001");

        (await _stage.Send(DiscordStage.Mod, "leave")).ShouldBe("This server has 2 channels in the configuration. Choose one with the option channel.");
        (await _stage.Send(DiscordStage.Mod, "join", ("channel", "far"))).ShouldBe("There is no such channel here. Choose one from the list.");
        await _stage.Send(DiscordStage.Mod, "join", ("channel", "OTHER"));
        await _stage.Send(DiscordStage.Mod with { VoiceChannelId = "210000000000000001" }, "join");
        _stage.Bot.Voices = [new("other", FakeDiscordBot.Guild, DiscordVoicePhase.Alone, "", "", "210000000000000002", "", 0, false)];
        await _stage.Send(DiscordStage.Mod, "leave");

        _stage.Bot.Calls.ShouldBe(["join other (configured)", "join talk 210000000000000001", "leave other"]);
    }

    [Fact]
    public async Task Join_SeveralChannels_OneUsed_IsThatOne()
    {
        _stage.Channel("other", FakeDiscordBot.Guild, "210000000000000002");
        _stage.Bot.Voices = [new("talk", FakeDiscordBot.Guild, DiscordVoicePhase.Left, "", "", "", "", 0, false), new("other", FakeDiscordBot.Guild, DiscordVoicePhase.Unknown, "", "", "", "", 0, false) { IsUsed = false }];

        await _stage.Send(DiscordStage.Mod, "join");
        await _stage.Send(DiscordStage.Mod, "join", ("channel", "other"));

        // One that is named is asked for: the bot says what it lacks.
        _stage.Bot.Calls.ShouldBe(["join talk (configured)", "join other (configured)"]);
        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "join", ("channel", ""))).Select(static choice => choice.Value).ShouldBe(["talk"]);
    }

    [Fact]
    public async Task Choices_OfAServerWhoseChannelsNobodyUses_AreAllOfThem()
    {
        _stage.Channel("other", FakeDiscordBot.Guild, "210000000000000002");
        _stage.Bot.Voices = [.. new[] { "other", "talk" }.Select(static name => new DiscordVoiceState(name, FakeDiscordBot.Guild, DiscordVoicePhase.Unknown, "", "", "", "", 0, false) { IsUsed = false })];

        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "join", ("channel", ""))).Select(static choice => choice.Value).ShouldBe(["other", "talk"]);
    }

    [Fact]
    public async Task Join_ServerWithoutAChannel_SaysSo()
    {
        _stage.Discord.CurrentValue.Channels.Clear();
        _stage.Discord.CurrentValue.TextChannels = [_stage.Bot.Guilds[0].Channels[0].Id];

        (await _stage.Send(DiscordStage.Mod, "join")).ShouldBe(DiscordReply.Escape(DiscordGuildChannels.None));
    }

    [Fact]
    public async Task Join_BotCannot_SaysWhy()
    {
        _stage.Bot.Broken = new DiscordException("bridge-gone", "The bridge is not running. Start the worker again.");

        (await _stage.Send(DiscordStage.Mod, "join")).ShouldBe("The bridge is not running. Start the worker again.");
    }

    [Theory]
    [InlineData("0", -60)]
    [InlineData("1", -40)]
    [InlineData("50", -6.02)]
    [InlineData("100", 0)]
    [InlineData("200", 6.02)]
    public async Task Volume_ChangesTheGainOfThisServersChannel(string percent, double gain)
    {
        (await _stage.Send(DiscordStage.Mod, "volume", ("percent", percent))).ShouldBe($"The volume is {percent} % now.");

        _stage.Changes.ShouldBe([FormattableString.Invariant($"discord:mod via discord: Discord:Channels:talk:GainDb = {gain}")]);
    }

    [Theory]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("loud")]
    [InlineData("")]
    public async Task Volume_NoPercentage_IsRefused(string percent)
    {
        (await _stage.Send(DiscordStage.Mod, "volume", ("percent", percent))).ShouldBe("The volume is a whole number from 0 to 200.");

        _stage.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Volume_ThatCannotBe_SaysWhy()
    {
        _stage.Result = new OverridesResult([new OverriddenKey("k", false, IsOutranked: true)], []);
        (await _stage.Send(DiscordStage.Mod, "volume", ("percent", "50"))).ShouldContain("which counts");
        _stage.Result = new OverridesResult([], [new ConfigurationError("overrides.json", "Discord:Channels:talk:GainDb", "secret detail")]);
        (await _stage.Send(DiscordStage.Mod, "volume", ("percent", "50"))).ShouldStartWith("The volume could not be changed");
    }

    [Fact]
    public async Task Send_CommandOfAnOlderVersion_IsNone() =>
        (await _stage.Send(DiscordStage.Owner, "ignore")).ShouldBe("There is no such command any more. Type /tts to see those that there are.");

    [Fact]
    public async Task Send_SwitchedOff_SaysSo()
    {
        _stage.Options.CurrentValue.Enabled = false;

        (await _stage.Send(DiscordStage.Owner, "pause")).ShouldContain("switched off");
        _stage.Commands.Control.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_WithChatCommandsOff_GoesOn()
    {
        _stage.Commands.Options.CurrentValue.Enabled = false;

        (await _stage.Send(DiscordStage.Mod, "pause")).ShouldBe("TTS paused.");
    }

    [Fact]
    public async Task Send_IsAudited_AndItsWordsAreNotLogged()
    {
        await _stage.Send(DiscordStage.Mod, "say", ("text", "hush-hush"));
        await _stage.Send(DiscordStage.Mod, "ban", ("user", "bob"));

        var entry = JsonDocument.Parse(_stage.Commands.AuditLines[^1]).RootElement;
        entry.GetProperty("who").GetString().ShouldBe("discord:mod");
        entry.GetProperty("via").GetString().ShouldBe("discord");
        entry.GetProperty("what").GetString().ShouldBe("answer");
        _stage.Logs.Text.ShouldNotContain("hush-hush");
        string.Join('\n', _stage.Commands.AuditLines).ShouldNotContain("hush-hush");
    }

    [Property(MaxTest = 300)]
    public void Escape_AnyText_IsShortAndHoldsNoMention(string text)
    {
        var answer = DiscordReply.Escape(text + " <@123> @everyone **x** https://bad.example");

        answer.Length.ShouldBeInRange(1, 2000);
        answer.ShouldNotContain("<@1");
        answer.Replace("\\<", "", StringComparison.Ordinal).ShouldNotContain("<");
        answer.ShouldNotContain("@everyone");
        answer.ShouldNotContain("://bad");
    }

    [Fact]
    public void Escape_LongText_IsCut() => DiscordReply.Escape(new string('*', 5000)).Length.ShouldBeLessThanOrEqualTo(2000);

    [Fact]
    public void Viewer_OfADiscordUser_CannotBeOneOfTwitch()
    {
        var viewer = _stage.Roles.ViewerOf(new DiscordUser("12", "Foo.Bar", "  \u202eFoo  ", [], false, null));

        viewer.ShouldBe(new Viewer("discord:12", "discord:foo.bar", "Foo"));
        viewer.Roles.ShouldBe(ViewerRoles.Everyone);
    }

    private async Task<Utterance> AddAsync(Utterance utterance) => (await _stage.Queue.AddAsync(utterance, default)).Utterance;
}
