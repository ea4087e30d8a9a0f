using System.Text.Json;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Discord.Link;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>Answers to commands when the bridge that told of them is gone, and the token that they take.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the bench
public sealed class DiscordAnswersTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Secret = "aW50ZXJhY3Rpb246the-token-of-an-interaction";
    private const string Application = "111111111111111111";
    private static readonly TimeSpan Limit = DiscordBench.Limit;
    private readonly DiscordBench bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Answer_WhileNoBridgeRuns_IsGivenByTheNextOne()
    {
        await ReceiveAsync("i1");
        bench.Bridge.Peer.Kill();
        await bench.UntilAsync(static bot => bot.State.Phase == DiscordBotPhase.Starting, "the bridge is gone");

        await bench.Bot.AnswerAsync("i1", "Done.", default);
        await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.AnswerAsync("never-came", "Done.", default));
        await bench.LetItTryAgainAsync();

        var answer = await bench.Bridge.Peer.OrderAsync("interaction");
        TextsOf(answer).ShouldBe(("i1", "Done.", Secret, Application));
        bench.Bridge.Peer.OrdersOf("interaction").ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_ThatTheKilledBridgeDidNotConfirm_AreSentAgain_TheOthersNot()
    {
        await ReceiveAsync("i1");
        await ReceiveAsync("i2", start: false);
        await bench.Bot.AnswerAsync("i1", "One.", default);
        await bench.Bot.AnswerAsync("i2", "Two.", default);
        await bench.Bridge.Peer.OrderAsync("interaction", static order => order.GetProperty("id").GetString() == "i2");
        bench.Bridge.Peer.Tell(new { t = "answered", id = "i1" });

        bench.Bridge.Peer.Kill();
        await bench.LetItTryAgainAsync();

        TextsOf(await bench.Bridge.Peer.OrderAsync("interaction")).ShouldBe(("i2", "Two.", Secret, Application));
        await bench.UntilAsync(static bot => bot.State.Phase == DiscordBotPhase.Ready, "ready again");
        bench.Bridge.Peer.OrdersOf("interaction").ShouldBeEmpty();
    }

    [Fact]
    public async Task Answer_WhenThereWillBeNoBridge_SaysSo()
    {
        await ReceiveAsync("i1");
        bench.Bridge.Peer.TellState("failed", "bad-token");
        await bench.Ended;

        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.AnswerAsync("i1", "Done.", default))).Message.ShouldContain("token");
    }

    [Fact]
    public async Task Token_IsInNoTextLogOrException()
    {
        var read = await ReceiveAsync("i1");
        read.ToString().ShouldNotContain(Secret);
        var news = BridgeConnection.Read(JsonSerializer.SerializeToUtf8Bytes(Interaction("i1")), BridgeJsonContext.Default.Interaction);
        news.Token.ShouldBe(Secret);
        news.ToString().ShouldNotContain(Secret);
        await bench.Bot.AnswerAsync("i1", "Done.", default);

        bench.Bridge.Peer.Tell(new { t = "interaction", id = 5, kind = "command", token = Secret, application = Application });
        await bench.UntilAsync(static bot => bot.State.Detail.Contains("cannot be read", StringComparison.Ordinal), "what cannot be read ends the bridge");

        (bench.Bot.State + bench.Logs.Text).ShouldNotContain(Secret);
    }

    [Fact]
    public void Book_KeepsAQuarterOfAnHour_AndTwoHundred()
    {
        var clock = new FakeTimeProvider();
        var book = new InteractionBook(clock);
        book.Add("old", Secret, Application);
        clock.Advance(InteractionBook.Life - TimeSpan.FromSeconds(1));
        book.Knows("old").ShouldBeTrue();
        book.Answer("old", "text").Token.ShouldBe(Secret);
        book.Add("new", Secret, Application);

        clock.Advance(TimeSpan.FromSeconds(1));
        book.Knows("old").ShouldBeFalse();
        book.Answer("old", "text").Token.ShouldBeNull();
        book.Unanswered.ShouldBeEmpty();
        for (var i = 0; i < InteractionBook.MaxKept; i++)
        {
            book.Answer($"i{i}", "not kept before it came").Token.ShouldBeNull();
            book.Add($"i{i}", Secret, Application);
            book.Answer($"i{i}", $"text {i}");
        }

        book.Knows("new").ShouldBeFalse("the oldest fell");
        book.Unanswered.Select(static answer => answer.Content).ShouldBe(Enumerable.Range(0, InteractionBook.MaxKept).Select(static i => $"text {i}"));
    }

    [Theory]
    [InlineData(null, Application)]
    [InlineData("", Application)]
    [InlineData("with a space", Application)]
    [InlineData("with\nline", Application)]
    [InlineData(Secret, null)]
    [InlineData(Secret, "../../channels/1")]
    public void Book_TakesNothingThatCannotBeRight(string? token, string? application)
    {
        var book = new InteractionBook(new FakeTimeProvider());

        book.Add("i1", token, application);
        book.Add("i2", new string('x', 501), Application);

        (book.Knows("i1") || book.Knows("i2")).ShouldBeFalse();
    }

    private static (string?, string?, string?, string?) TextsOf(JsonElement answer) =>
        (answer.GetProperty("id").GetString(), answer.GetProperty("content").GetString(), answer.GetProperty("token").GetString(), answer.GetProperty("application").GetString());

    private static object Interaction(string id) => new
    {
        t = "interaction", id, kind = "command", guildId = DiscordBench.Guild, channelId = DiscordBench.TextChannel, name = "say",
        user = new { id = "400000000000000001", name = "ann" }, token = Secret, application = Application,
    };

    private async Task<DiscordInteraction> ReceiveAsync(string id, bool start = true)
    {
        if (start)
        {
            bench.Start();
            await bench.UntilAsync(static bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        }

        bench.Bridge.Peer.Tell(Interaction(id));
        return await bench.Bot.Interactions.ReadAsync().AsTask().WaitAsync(Limit);
    }
}
