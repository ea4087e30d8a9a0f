using FsCheck.Xunit;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Tests.Commands;

public sealed class ChatCommandRouterTests : IDisposable
{
    private readonly CommandStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData("hello !tts")]
    [InlineData("!ttsx status")]
    [InlineData("!say hello")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\udb40\udc00")]
    public async Task Run_OtherWords_IsNoCommand(string text) =>
        (await _stage.Type(CommandStage.Mod, text)).ShouldBe(CommandOutcome.NotACommand);

    [Theory]
    [InlineData("!tts status")]
    [InlineData("!TTS Status")]
    [InlineData("  !tts    status  ")]
    [InlineData("!tts status \udb40\udc00")] // what some clients append to send the same line twice
    [InlineData("!tts status\u200b")]
    public async Task Run_TheRootInAnyForm_IsTheCommand(string text) =>
        (await _stage.Type(CommandStage.Ana, text)).Action.ShouldBe(CommandNames.Status);

    [Fact]
    public async Task Run_ReplyMentionFirst_IsTheCommand()
    {
        var message = CommandStage.Message(CommandStage.Ana, "@somebody !tts status") with
        {
            Message = new MessageText("@somebody !tts status", [new TextSpan(0, 9, TextSpanKind.ReplyMention, "")]),
        };

        (await _stage.Router.RunAsync(message, default)).Action.ShouldBe(CommandNames.Status);
    }

    [Fact]
    public async Task Run_FromElsewhere_IsNoCommand()
    {
        var skip = CommandStage.Message(CommandStage.Mod, "!tts skip");

        foreach (var message in (ChatMessage[])[skip with { SharedFrom = "77" }, skip with { IsHistorical = true }, skip with { IsHeld = true }, skip with { IsAction = true }])
        {
            (await _stage.Router.RunAsync(message, default)).Handled.ShouldBeFalse();
        }

        _stage.Control.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_SwitchedOff_IsNoCommand()
    {
        _stage.Options.CurrentValue.Enabled = false;

        (await _stage.Type(CommandStage.Mod, "!tts skip")).Handled.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_AnotherRoot_IsUsed()
    {
        _stage.Options.CurrentValue.Root = "!speak";

        (await _stage.Type(CommandStage.Mod, "!speak pause")).Action.ShouldBe(CommandNames.Pause);
        (await _stage.Type(CommandStage.Mod, "!tts pause")).Handled.ShouldBeFalse();
    }

    [Theory]
    [InlineData("!tts pause")]
    [InlineData("!tts resume")]
    [InlineData("!tts skip")]
    [InlineData("!tts stop")]
    [InlineData("!tts clear")]
    [InlineData("!tts on")]
    [InlineData("!tts enable")]
    [InlineData("!tts off")]
    [InlineData("!tts disable")]
    [InlineData("!tts mode paid")]
    [InlineData("!tts say hello")]
    [InlineData("!tts ignore add bob")]
    [InlineData("!tts ignored")]
    [InlineData("!tts voice @bob Anna")]
    [InlineData("!tts nickname @bob Bobby")]
    [InlineData("!skip")]
    [InlineData("!ttsban bob")]
    [InlineData("!ttsunban bob")]
    public async Task Run_ModeratorsCommandByAViewer_IsRefused(string text)
    {
        var outcome = await _stage.Type(CommandStage.Ana with { Roles = ViewerRoles.Subscriber | ViewerRoles.Vip }, text);

        outcome.Reply.ShouldBe("That needs the role Moderator or above.");
        _stage.Control.Calls.ShouldBeEmpty();
        _stage.AuditLines.ShouldBeEmpty();
        _stage.Store.For(new Viewer("", "bob", "bob")).ShouldBe(ViewerChoice.None);
    }

    [Fact]
    public async Task Run_RoleOfTheConfiguration_Decides()
    {
        _stage.Options.CurrentValue.Roles["skip"] = ViewerRole.Vip;

        await _stage.Type(CommandStage.Ana with { Roles = ViewerRoles.Vip }, "!tts skip");
        await _stage.Type(CommandStage.Ana with { Roles = ViewerRoles.Subscriber }, "!tts skip");

        _stage.Control.Calls.ShouldBe(["ana via chat: skip"]);
    }

    [Theory]
    [InlineData("!skip", "mod via chat: skip")]
    [InlineData("!SKIP please", "mod via chat: skip")]
    [InlineData("!quiet", "mod via chat: stop-all")]
    public async Task Run_Alias_StandsForItsCommand(string text, string call)
    {
        _stage.Options.CurrentValue.Aliases["!quiet"] = "stop all";

        (await _stage.Type(CommandStage.Mod, text)).Handled.ShouldBeTrue();

        _stage.Control.Calls.ShouldBe([call]);
    }

    [Fact]
    public async Task Run_BanAliases_ChangeTheIgnoreList()
    {
        await _stage.Type(CommandStage.Mod, "!ttsban @Bob");
        _stage.Store.Ignored.ShouldBe(["bob"]);

        await _stage.Type(CommandStage.Mod, "!ttsunban bob");
        _stage.Store.Ignored.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_AliasSwitchedOff_IsNoCommand()
    {
        _stage.Options.CurrentValue.Aliases["!skip"] = "";

        (await _stage.Type(CommandStage.Mod, "!skip")).Handled.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_WithinTheCooldown_IsSilentExceptForModerators()
    {
        (await _stage.Router.RunAsync(CommandStage.Message(CommandStage.Ana, "!tts status"), default)).Reply.ShouldNotBeNull();
        (await _stage.Router.RunAsync(CommandStage.Message(CommandStage.Ana, "!tts nonsense"), default)).ShouldBe(CommandOutcome.Silent);
        (await _stage.Router.RunAsync(CommandStage.Message(CommandStage.Ana with { Id = "9" }, "!tts status"), default)).Reply.ShouldNotBeNull();
        _stage.Time.Advance(TimeSpan.FromSeconds(_stage.Options.CurrentValue.ViewerCooldownSeconds));
        (await _stage.Router.RunAsync(CommandStage.Message(CommandStage.Ana, "!tts status"), default)).Reply.ShouldNotBeNull();

        for (var i = 0; i < 3; i++)
        {
            await _stage.Router.RunAsync(CommandStage.Message(CommandStage.Mod, "!tts skip"), default);
        }

        _stage.Control.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Run_IgnoredViewer_MayOnlyAskWhy()
    {
        await _stage.Type(CommandStage.Mod, "!tts ignore add ana");

        (await _stage.Type(CommandStage.Ana, "!tts voice Anna")).ShouldBe(CommandOutcome.Silent);
        (await _stage.Reply(CommandStage.Ana, "!tts why")).ShouldBe("This viewer is on the ignore list.");
        _stage.Store.For(CommandStage.Ana).Voice.ShouldBeNull();
    }

    [Theory]
    [InlineData("!tts", CommandNames.Commands)]
    [InlineData("!tts help", CommandNames.Commands)]
    [InlineData("!tts voice-other bob Anna", null)]
    [InlineData("!tts rm -rf", null)]
    [InlineData("!tts volume 50", null)]
    [InlineData("!tts join", null)]
    public async Task Run_BareOrUnknown_TellsWhatThereIs(string text, string? action)
    {
        var outcome = await _stage.Type(CommandStage.Ana, text);

        outcome.Action.ShouldBe(action);
        outcome.Reply.ShouldNotBeNull();
        outcome.Reply.ShouldContain("!tts");
        outcome.Reply.ShouldNotContain("-rf");
    }

    [Fact]
    public async Task Help_ByRole_ListsWhatOneMayUse()
    {
        var viewer = await _stage.Reply(CommandStage.Ana, "!tts commands");
        var moderator = await _stage.Reply(CommandStage.Mod, "!tts commands");

        viewer.ShouldBe("Type !tts and one of: status | voices | voice [name|reset] | why | cancel");
        moderator.ShouldNotBeNull();
        moderator.ShouldContain("ignore add|del <user>");
        moderator.Length.ShouldBeLessThanOrEqualTo(450);
    }

    [Property(MaxTest = 300)]
    public void Run_AnyText_AnswersAPlainLine(string text, bool isModerator)
    {
        var outcome = _stage.Type(isModerator ? CommandStage.Mod : CommandStage.Ana, "!tts " + text).GetAwaiter().GetResult();

        outcome.Handled.ShouldBeTrue();
        outcome.Reply?.Length.ShouldBeInRange(1, 450);
        outcome.Reply?.ShouldNotContain('\n');
        (outcome.Reply is null || char.IsAsciiLetter(outcome.Reply[0])).ShouldBeTrue();
    }
}
