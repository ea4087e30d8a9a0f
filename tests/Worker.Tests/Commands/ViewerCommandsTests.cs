using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Tests.Commands;

public sealed class ViewerCommandsTests : IDisposable
{
    private static readonly Viewer Bob = new("", "bob", "bob");
    private static readonly Viewer Sub = CommandStage.Ana with { Roles = ViewerRoles.Subscriber };

    private readonly CommandStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Voices_Many_AreListedWithinTheLimit()
    {
        (await _stage.Reply(CommandStage.Ana, "!tts voices")).ShouldBe("Voices (3): Anna, Big Bob, zoe.");

        _stage.Names = [.. Enumerable.Range(0, 500).Select(static n => "voice number " + n)];
        var reply = await _stage.Reply(CommandStage.Ana, "!tts voices");

        reply!.Length.ShouldBeLessThanOrEqualTo(450);
        reply.ShouldStartWith("Voices (500): voice number 0, ");
    }

    [Fact]
    public async Task Voices_None_SaysSo()
    {
        _stage.Names = [];

        (await _stage.Reply(CommandStage.Ana, "!tts voices")).ShouldBe("There are no voices to choose from.");
    }

    [Fact]
    public async Task Voice_Own_IsChosenShownAndReset()
    {
        (await _stage.Reply(CommandStage.Ana, "!tts voice")).ShouldBe("The default voice is used.");
        (await _stage.Reply(CommandStage.Ana, "!tts voice anna")).ShouldBe("The voice is Anna now.");
        (await _stage.Reply(CommandStage.Ana, "!tts voice")).ShouldBe("The voice is Anna.");
        (await _stage.Reply(CommandStage.Ana, "!tts voice Anna")).ShouldBe("It was so already.");
        (await _stage.Reply(CommandStage.Ana, "!tts voice big bob")).ShouldBe("The voice is Big Bob now.");
        _stage.Store.For(CommandStage.Ana).Voice.ShouldBe("Big Bob");
        (await _stage.Reply(CommandStage.Ana, "!tts voice reset")).ShouldBe("The default voice is used again.");
        _stage.Store.For(CommandStage.Ana).ShouldBe(ViewerChoice.None);
    }

    [Fact]
    public async Task Voice_Unknown_IsRefusedWithoutAnEcho()
    {
        (await _stage.Reply(CommandStage.Ana, "!tts voice slur")).ShouldBe("There is no such voice. Type !tts voices to see them.");

        _stage.Store.For(CommandStage.Ana).Voice.ShouldBeNull();
    }

    [Fact]
    public async Task Voice_OfAnother_IsAModeratorsChoice()
    {
        (await _stage.Reply(CommandStage.Mod, "!tts voice @Bob Big Bob")).ShouldBe("The voice is Big Bob now.");
        _stage.Store.For(Bob).Voice.ShouldBe("Big Bob");

        (await _stage.Reply(CommandStage.Mod, "!tts voice bob reset")).ShouldBe("The default voice is used again.");
        (await _stage.Reply(CommandStage.Mod, "!tts voice b\u00f6b Anna")).ShouldBe("That is no user name.");
    }

    [Fact]
    public async Task Nickname_Own_NeedsTheRole()
    {
        (await _stage.Reply(CommandStage.Ana, "!tts nickname Annie")).ShouldBe("That needs the role Subscriber or above.");
        (await _stage.Reply(Sub, "!tts nickname Annie Bee")).ShouldBe("The nickname is Annie Bee now.");
        (await _stage.Reply(Sub, "!tts nickname")).ShouldBe("The nickname is Annie Bee.");
        _stage.Store.For(Sub).Nickname.ShouldBe("Annie Bee");
        (await _stage.Reply(Sub, "!tts nickname reset")).ShouldBe("The nickname is gone.");
        (await _stage.Reply(Sub, "!tts nickname")).ShouldBe("There is no nickname.");
    }

    [Theory]
    [InlineData("aSLURb", "That nickname cannot be used.")]
    [InlineData("12345678901234567890123456", "A nickname has at most 25 characters.")]
    [InlineData("---", "A nickname is made of letters, digits, blanks, hyphens and dots.")]
    [InlineData("<voice>", "A nickname is made of letters, digits, blanks, hyphens and dots.")]
    [InlineData("http://x", "A nickname is made of letters, digits, blanks, hyphens and dots.")]
    public async Task Nickname_Hostile_IsRefused(string nickname, string reply)
    {
        (await _stage.Reply(Sub, "!tts nickname " + nickname)).ShouldBe(reply);

        _stage.Store.For(Sub).Nickname.ShouldBeNull();
    }

    [Fact]
    public async Task Nickname_OfAnother_IsAModeratorsChoiceAndFilteredToo()
    {
        (await _stage.Reply(CommandStage.Mod, "!tts nickname @Bob Bobby Tables")).ShouldBe("The nickname is Bobby Tables now.");
        (await _stage.Reply(CommandStage.Mod, "!tts nickname @bob slur")).ShouldBe("That nickname cannot be used.");

        _stage.Store.For(Bob).Nickname.ShouldBe("Bobby Tables");
    }

    [Fact]
    public async Task Nickname_WithABlankFromAModerator_IsTheirOwn()
    {
        (await _stage.Reply(CommandStage.Mod, "!tts nickname Big Mod")).ShouldBe("The nickname is Big Mod now.");

        _stage.Store.For(CommandStage.Mod).Nickname.ShouldBe("Big Mod");
        _stage.Store.For(new Viewer("", "big", "big")).Nickname.ShouldBeNull();
    }

    [Fact]
    public async Task Ignore_AddAndDelete_ChangeTheList()
    {
        (await _stage.Reply(CommandStage.Mod, "!tts ignored")).ShouldBe("Nobody is ignored.");
        (await _stage.Reply(CommandStage.Mod, "!tts ignore add @Bob")).ShouldBe("bob is ignored.");
        (await _stage.Reply(CommandStage.Mod, "!tts ignore add bob")).ShouldBe("It was so already.");
        (await _stage.Reply(CommandStage.Mod, "!tts ignored")).ShouldBe("Ignored (1): bob.");
        (await _stage.Reply(CommandStage.Mod, "!tts ignore del bob")).ShouldBe("bob is not ignored any more.");
        _stage.Store.Ignored.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ignore", "Type add or del and a user name.")]
    [InlineData("ignore add", "Type add or del and a user name.")]
    [InlineData("ignore add two names", "Type add or del and a user name.")]
    [InlineData("ignore purge bob", "Type add or del and a user name.")]
    [InlineData("ignore add <script>", "That is no user name.")]
    [InlineData("ignore add @", "That is no user name.")]
    [InlineData("ignore add abcdefghijklmnopqrstuvwxyz", "That is no user name.")]
    public async Task Ignore_BadInput_IsRefused(string command, string reply)
    {
        (await _stage.Reply(CommandStage.Mod, "!tts " + command)).ShouldBe(reply);

        _stage.Store.Ignored.ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_AreWrittenToTheAuditLog()
    {
        await _stage.Type(CommandStage.Mod, "!tts ignore add bob");
        await _stage.Type(CommandStage.Ana, "!tts voice zoe");

        var entries = _stage.AuditLines.Select(static line => JsonDocument.Parse(line).RootElement).ToArray();

        entries.Select(static e => $"{e.GetProperty("who")} {e.GetProperty("via")} {e.GetProperty("what")} {e.GetProperty("target")} {e.GetProperty("outcome")}")
            .ShouldBe(["mod chat ignore-add bob Saved", "ana chat voice ana Saved"]);
        entries[1].GetProperty("at").GetDateTimeOffset().ShouldBe(_stage.Time.GetUtcNow());
    }
}
