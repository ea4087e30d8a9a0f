using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordChoicesTests : IAsyncLifetime
{
    private DiscordStage _stage = null!;

    public async Task InitializeAsync() => _stage = await DiscordStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Voice_OffersWhatFits()
    {
        (await _stage.Bot.TypeAsync(DiscordStage.Ann, "voice", ("name", "an"))).ShouldBe([new("Anna", "Anna")]);
        (await _stage.Bot.TypeAsync(DiscordStage.Ann, "voice", ("name", ""))).Select(static choice => choice.Value).ShouldBe(["Anna", "Big Bob", "zoe", "reset"]);
    }

    [Fact]
    public async Task Skip_OffersWhatWaits_ToThoseWhoMay()
    {
        var first = await AddAsync(TestUtterance.Chat("ana", "first words"));
        await AddAsync(TestUtterance.Chat("bob", "second words"));

        var offered = await _stage.Bot.TypeAsync(DiscordStage.Mod, "skip", ("which", ""));

        offered.Count.ShouldBe(2);
        offered[0].ShouldBe(new DiscordChoice($"{first.Handle()} chat ana: first words", first.Id));
        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "skip", ("which", "second"))).Count.ShouldBe(1);
        (await _stage.Bot.TypeAsync(DiscordStage.Ann, "skip", ("which", ""))).ShouldBeEmpty();
    }

    [Fact]
    public async Task ApproveAndReject_ShowWordsOnlyToThoseWhoMayApprove()
    {
        var held = await AddAsync(TestUtterance.Chat("ana", "unchecked words") with { State = UtteranceState.Held });
        _stage.Commands.Options.CurrentValue.Roles["reject"] = IShowTts.Worker.Intake.ViewerRole.Everyone;

        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "approve", ("which", "")))[0].Name.ShouldBe($"{held.Handle()} chat ana: unchecked words");
        (await _stage.Bot.TypeAsync(DiscordStage.Ann, "reject", ("which", "")))[0].Name.ShouldBe($"{held.Handle()} chat ana");
        (await _stage.Bot.TypeAsync(DiscordStage.Ann, "approve", ("which", ""))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_Names_AreCutAndCleaned_AndAtMost25()
    {
        for (var i = 0; i < 30; i++)
        {
            await AddAsync(TestUtterance.Chat("ana", $"\u202e{i} " + string.Concat(Enumerable.Repeat("😀 word ", 60))));
        }

        var offered = await _stage.Bot.TypeAsync(DiscordStage.Mod, "skip", ("which", ""));

        offered.Count.ShouldBe(25);
        offered.ShouldAllBe(static choice => choice.Name.Length <= 100 && choice.Name.Length > 0 && choice.Value.Length <= 100 && !choice.Name.Contains('\u202e'));
        offered.Select(static choice => choice.Name).ShouldAllBe(static name => !char.IsHighSurrogate(name[name.Length - 1]));
    }

    [Fact]
    public async Task Ban_OffersWhoWasHeardOf_AndUnbanWhoIsIgnored()
    {
        await AddAsync(TestUtterance.Chat("ana"));
        await AddAsync(TestUtterance.Chat() with { Viewer = new Viewer("discord:12", "discord:foo", "Foo") });
        await _stage.Send(DiscordStage.Mod, "ban", ("user", "ana"));

        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "ban", ("user", ""))).ShouldBe([new("Foo (foo on Discord)", "discord:foo")]);
        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "unban", ("user", ""))).ShouldBe([new("ana", "ana")]);
        (await _stage.Bot.TypeAsync(DiscordStage.Ann, "ban", ("user", ""))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Channel_OffersThoseOfThisServer()
    {
        _stage.Channel("far", "300000000000000001", "310000000000000001");

        (await _stage.Bot.TypeAsync(DiscordStage.Mod, "join", ("channel", ""))).ShouldBe([new("talk", "talk")]);
    }

    private async Task<Utterance> AddAsync(Utterance utterance)
    {
        var added = await _stage.Queue.AddAsync(utterance, default);
        added.Outcome.ShouldBe(AddOutcome.Added);
        return added.Utterance;
    }
}
