using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordTextSourceTests
{
    private const string Read = "210000000000000004";
    private static readonly DateTimeOffset s_at = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly FakeDiscordBot _bot = new();
    private readonly WatchedClock _clock = new();
    private readonly DiscordDoubts _doubts;
    private readonly DiscordTextSource _source;

    public DiscordTextSourceTests()
    {
        var roles = new DiscordRoles(new FixedOptions<DiscordCommandOptions>(new DiscordCommandOptions { Roles = { [FakeDiscordBot.ModeratorRole] = ViewerRole.Moderator } }));
        var options = new FixedOptions<DiscordOptions>(new DiscordOptions { TextChannels = [Read] });
        _doubts = new DiscordDoubts(_bot);
        _source = new DiscordTextSource(_bot, new DiscordHome(_bot, options), roles, _doubts, options, _clock);
    }

    [Fact]
    public async Task Read_AMessage_IsChat()
    {
        var mod = FakeDiscordBot.User("mod", FakeDiscordBot.ModeratorRole);

        var message = (await NextAsync(Message("31", mod, "hi <@12> in <#210000000000000004>"))).ShouldBeOfType<ChatMessage>();

        message.ShouldBe(new ChatMessage
        {
            Id = "31",
            Source = "discord",
            Channel = "discord:" + FakeDiscordBot.Guild,
            At = s_at,
            MessageId = $"discord:{Read}/31",
            Viewer = new Viewer("discord:" + mod.Id, "discord:mod", "MOD") { Roles = ViewerRoles.Moderator },
            Message = MessageText.Plain("hi @Ann in #chat"),
        });
        _source.Health.LastEventAt.ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task Read_AnotherChannel_IsPassedOver()
    {
        _bot.Tell(Message("1", DiscordStage.Ann, "elsewhere") with { ChannelId = "210000000000000009" });
        _bot.Tell(new DiscordTextDeleted("", "210000000000000009", ["1"]));

        ((ChatMessage)await NextAsync(Message("2", DiscordStage.Ann, "here"))).Id.ShouldBe("2");
    }

    [Fact]
    public async Task Read_Deletions_AreOneEach()
    {
        _bot.Tell(new DiscordTextDeleted("", Read, ["31", "32"]));
        await using var events = _source.ReadAsync(default).GetAsyncEnumerator();

        await events.MoveNextAsync();
        ((MessageDeleted)events.Current).MessageId.ShouldBe($"discord:{Read}/31");
        await events.MoveNextAsync();
        ((MessageDeleted)events.Current).MessageId.ShouldBe($"discord:{Read}/32");
    }

    [Fact]
    public async Task Read_ABan_SilencesTheViewer()
    {
        var silenced = (await NextAsync(new DiscordMemberBanned(FakeDiscordBot.Guild, "12"))).ShouldBeOfType<ViewerSilenced>();

        silenced.ViewerId.ShouldBe("discord:12");
        silenced.Channel.ShouldBe("discord:" + FakeDiscordBot.Guild);
    }

    [Fact]
    public async Task Read_ABanOnAServerOfAStranger_SilencesNobody()
    {
        const string Foreign = "900000000000000001";
        _bot.Guilds = [.. _bot.Guilds, new DiscordGuild(Foreign, "Foreign", [new DiscordChannel("910000000000000001", "chat", 0, 0)])];
        _bot.Tell(new DiscordMemberBanned(Foreign, "12"));

        (await NextAsync(new DiscordMemberBanned(FakeDiscordBot.Guild, "13"))).ShouldBeOfType<ViewerSilenced>().ViewerId.ShouldBe("discord:13");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_ThatBeginsAnew_DoubtsWhatIsOnItsWay_UntilItLanded(bool isTaken)
    {
        var before = (ChatMessage)await NextAsync(Message("31", DiscordStage.Ann, "before"));
        _bot.Tell(new DiscordSession(_bot.Interruptions, IsNew: true));
        var after = (ChatMessage)await NextAsync(Message("32", DiscordStage.Ann, "after"));
        _doubts.List(_doubts.Unlisted!.Value, []);

        IsDoubted(before).ShouldBeTrue();
        IsDoubted(after).ShouldBeFalse();
        if (isTaken) _source.Taken(before); else _source.Dropped(before);
        IsDoubted(before).ShouldBeTrue("it was not looked up");

        _doubts.Gather();
        _doubts.Keep([]);
        IsDoubted(before).ShouldBeFalse();
    }

    [Theory]
    [InlineData(DiscordBotPhase.Starting, SourceState.Connecting)]
    [InlineData(DiscordBotPhase.Connecting, SourceState.Connecting)]
    [InlineData(DiscordBotPhase.Ready, SourceState.Connected)]
    [InlineData(DiscordBotPhase.Reconnecting, SourceState.Connecting)]
    [InlineData(DiscordBotPhase.Failed, SourceState.Failed)]
    [InlineData(DiscordBotPhase.Stopped, SourceState.Ended)]
    public void Health_IsThatOfTheBot(DiscordBotPhase phase, SourceState state)
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        _bot.State = new DiscordBotState(phase, "why", "What to do.");

        var health = _source.Health;
        _clock.Advance(TimeSpan.FromMinutes(1));

        health.State.ShouldBe(state);
        health.Detail.ShouldBe("What to do.");
        _source.Health.Since.ShouldBe(health.Since);
    }

    private static DiscordTextMessage Message(string id, DiscordUser user, string text) =>
        new(id, FakeDiscordBot.Guild, Read, user, text, s_at, new Dictionary<string, string> { ["12"] = "Ann" });

    private bool IsDoubted(ChatMessage message) => _doubts.IsDoubted(TestUtterance.Chat() with { Source = message.Source, MessageId = message.MessageId });

    private async Task<StreamEvent> NextAsync(DiscordTextEvent told)
    {
        _bot.Tell(told);
        await using var events = _source.ReadAsync(default).GetAsyncEnumerator();
        (await events.MoveNextAsync()).ShouldBeTrue();
        return events.Current;
    }
}
