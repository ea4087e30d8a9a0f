using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>A text channel of Discord through the whole worker, with a bot in memory.</summary>
public sealed class DiscordTextTests
{
    private const string TextChannel = "210000000000000004";
    private static readonly DiscordUser s_ann = FakeDiscordBot.User("ann");
    private static readonly DiscordUser s_mod = FakeDiscordBot.User("mod", FakeDiscordBot.ModeratorRole);
    private static readonly FixedOptions<DiscordOptions> s_options = new(new DiscordOptions { TextChannels = [TextChannel] });
    private static readonly string s_long = string.Join(' ', Enumerable.Repeat("word", 50));

    private readonly FakeDiscordBot _bot = new();
    private readonly RecordingChatWriter _twitch = new();

    [Fact]
    public async Task Message_IsSpokenByTheSameRules()
    {
        await using var worker = await StartAsync();

        _bot.Tell(Message("1", s_ann, "hi <@12>, see <:wave:5>"));

        var heard = await worker.WaitAsync("1", UtteranceState.Heard);
        heard.SpokenText.ShouldBe("ANN says hi Bob, see");
        heard.Viewer.Id.ShouldBe("discord:" + s_ann.Id);
        heard.Source.ShouldBe("discord");
    }

    [Fact]
    public async Task Command_InATextChannel_IsNeitherCarriedOutNorAnsweredAnywhere()
    {
        await using var worker = await StartAsync();

        _bot.Tell(Message("1", s_mod, "!tts pause"));
        _bot.Tell(Message("2", s_ann, "heard all the same"));
        await worker.WaitAsync("2", UtteranceState.Heard);

        (await worker.Control.GetStatusAsync(default)).IsPaused.ShouldBeFalse();
        _twitch.Lines.ShouldBeEmpty();
        (await worker.Queue.ListAsync(new UtteranceQuery(), default)).Select(static utterance => utterance.EventId).ShouldBe(["2"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DeletionOrBan_WhileItIsHeard_SilencesIt(bool isBan)
    {
        await using var worker = await StartAsync();
        _bot.Tell(Message("1", s_ann, s_long));
        await worker.WaitAsync("1", UtteranceState.Playing);

        _bot.Tell(isBan ? new DiscordMemberBanned(FakeDiscordBot.Guild, s_ann.Id) : new DiscordTextDeleted("", TextChannel, ["1"]));

        (await worker.WaitAsync("1", UtteranceState.Cancelled)).Reason!.Code.ShouldBe(isBan ? ReasonCodes.ViewerSilenced : ReasonCodes.MessageDeleted);
    }

    [Fact]
    public async Task Deletions_OfSeveral_TakeBackWhatWaits_AndWhatComesLater()
    {
        await using var worker = await StartAsync();
        _bot.Tell(Message("1", s_ann, s_long));
        await worker.WaitAsync("1", UtteranceState.Playing);
        _bot.Tell(Message("2", s_ann, "two"));
        await worker.WaitAsync("2", UtteranceState.Queued);

        _bot.Tell(new DiscordTextDeleted("", TextChannel, ["2", "3"]));
        _bot.Tell(Message("3", s_ann, "three"));

        await worker.WaitAsync("2", UtteranceState.Cancelled);
        (await worker.WaitAsync("3", UtteranceState.Rejected)).Reason!.Code.ShouldBe(ReasonCodes.AlreadyDeleted);
    }

    [Fact]
    public async Task IgnoredInChat_IsIgnoredInDiscord()
    {
        await using var worker = await StartAsync();
        worker.Source.Give(Chat.Message("c1", "mod", "!ttsban discord:ann", ViewerRoles.Moderator));
        worker.Source.Give(Chat.Message("m1", "zoe", "after the ban"));
        await worker.WaitAsync("m1", UtteranceState.Heard);

        _bot.Tell(Message("1", s_ann, "not to be heard"));
        _bot.Tell(Message("2", s_mod, "to be heard"));
        await worker.WaitAsync("2", UtteranceState.Heard);

        (await worker.Queue.ListAsync(new UtteranceQuery(), default)).ShouldAllBe(static utterance => utterance.EventId != "1" || utterance.State == UtteranceState.Rejected);
        worker.Engine.Requests.ShouldAllBe(static request => !request.Text.Contains("not to be heard", StringComparison.Ordinal));
    }

    private static DiscordTextMessage Message(string id, DiscordUser user, string text) =>
        new(id, FakeDiscordBot.Guild, TextChannel, user, text, TimeProvider.System.GetUtcNow(), new Dictionary<string, string> { ["12"] = "Bob" });

    private Task<WorkerFixture> StartAsync() => WorkerFixture.StartAsync(new WorkerFixtureSettings
    {
        ConfigureServices = services => services
            .AddSingleton<IChatWriter>(_twitch)
            .AddSingleton<IEventSource>(provider => new DiscordTextSource(
                _bot,
                new DiscordHome(_bot, s_options),
                new DiscordRoles(new FixedOptions<DiscordCommandOptions>(new DiscordCommandOptions { Roles = { [FakeDiscordBot.ModeratorRole] = ViewerRole.Moderator } })),
                new DiscordDoubts(_bot),
                s_options,
                provider.GetRequiredService<TimeProvider>())),
    });
}
