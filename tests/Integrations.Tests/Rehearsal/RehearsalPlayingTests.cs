using IShowTts.Integrations.Events;
using IShowTts.Integrations.Rehearsal;
using IShowTts.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Rehearsal;

public sealed class RehearsalPlayingTests : IDisposable
{
    private readonly TemporaryFile _file = new();
    private readonly JumpingClock _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(1, new[] { 0.0, 2, 32, 33 })]
    [InlineData(2, new[] { 0.0, 1, 16, 16.5 })]
    [InlineData(0, new[] { 0.0, 0, 0, 0 })]
    public async Task Play_Pace_IsTheFilesTimesTheSpeedAndCapped(double speed, double[] seconds)
    {
        await WriteAsync("{\"type\":\"chat\",\"viewer\":\"a\",\"after\":0}", Chat(2), Chat(500), "{\"type\":\"chat\",\"viewer\":\"a\"}");

        var events = await PlayAsync(new RehearsalOptions { Speed = speed, MaxGapSeconds = 30, UntimedGapSeconds = 1 });

        events.Select(played => (played.At - events[0].At).TotalSeconds).ShouldBe(seconds);
    }

    [Fact]
    public async Task Play_PlatformTimes_GiveThePace()
    {
        await WriteAsync(
            "@id=1;tmi-sent-ts=1000000 :a!a@a PRIVMSG #c :one",
            "@id=2;tmi-sent-ts=1004500 :a!a@a PRIVMSG #c :two",
            "@id=3;tmi-sent-ts=900000 :a!a@a PRIVMSG #c :earlier");

        var events = await PlayAsync(new RehearsalOptions());

        events.Select(played => (played.At - events[0].At).TotalSeconds).ShouldBe([0, 4.5, 4.5]);
    }

    [Fact]
    public async Task Play_Ids_AreNewForEachRunAndAgree()
    {
        await WriteAsync(
            """{"type":"chat","id":"m","viewer":"a"}""",
            """{"type":"message-deleted","messageId":"m"}""",
            """{"type":"redemption","viewer":"a","rewardId":"r","redemptionId":"x"}""",
            """{"type":"redemption-changed","redemptionId":"x","isCancelled":true}""",
            """{"type":"gift","viewer":"a","bombId":"b"}""");

        var first = await PlayAsync(new RehearsalOptions { Speed = 0 });
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = await PlayAsync(new RehearsalOptions { Speed = 0 });

        first[0].Id.ShouldNotBe(second[0].Id);
        first[1].ShouldBeOfType<MessageDeleted>().MessageId.ShouldBe(first[0].ShouldBeOfType<ChatMessage>().MessageId);
        first[3].ShouldBeOfType<RedemptionChanged>().RedemptionId.ShouldBe(first[2].ShouldBeOfType<Redemption>().RedemptionId);
        first[2].ShouldBeOfType<Redemption>().RewardId.ShouldBe("r");
        first[4].ShouldBeOfType<GiftSubscription>().BombId.ShouldNotBe(second[4].ShouldBeOfType<GiftSubscription>().BombId);
        first.ShouldAllBe(played => played.Source == "rehearsal");
    }

    [Fact]
    public async Task Play_KeepIds_LeavesThem()
    {
        await WriteAsync("""{"type":"chat","id":"m","viewer":"a"}""");

        (await PlayAsync(new RehearsalOptions { Speed = 0, KeepIds = true }))[0].Id.ShouldBe("m");
    }

    [Fact]
    public async Task Play_End_IsToldWithWhatCouldNotBeRead()
    {
        await WriteAsync("{\"type\":\"chat\",\"viewer\":\"a\"}", "{\"type\":\"nonsense\"}");
        var source = Make(new RehearsalOptions { Speed = 0 });

        await foreach (var _ in source.ReadAsync(CancellationToken.None))
        {
        }

        source.Health.State.ShouldBe(SourceState.Ended);
        source.Health.Detail.ShouldContain("1 lines");
    }

    [Fact]
    public async Task Play_FileGone_FailsWithTheKey()
    {
        var source = Make(new RehearsalOptions { Speed = 0 });

        await foreach (var _ in source.ReadAsync(CancellationToken.None))
        {
        }

        source.Health.State.ShouldBe(SourceState.Failed);
        source.Health.Detail.ShouldContain("Rehearsal:File");
    }

    [Fact]
    public async Task Write_ThenRead_GivesTheSameEventsAndPace()
    {
        ChatMessage chat = new()
        {
            Id = "1", Source = "twitch-irc", Channel = "c", At = _clock.GetUtcNow(), MessageId = "1", IsAction = true, ReplyTo = "bob",
            Viewer = new Viewer("7", "ann", "Ann") { Roles = ViewerRoles.Moderator | ViewerRoles.Subscriber },
            Message = new MessageText("hi 😂 Kappa", [new TextSpan(6, 5, TextSpanKind.Emote, "25")]),
        };
        var gift = new GiftSubscription { Id = "2", Source = "twitch-irc", At = _clock.GetUtcNow(), MessageId = "2", Count = 3, Tier = 0 };
        await File.WriteAllTextAsync(_file.Path, "# left by a crash");
        await using (var writer = RehearsalWriter.Open(_file.Path, _clock))
        {
            await writer.WriteAsync(chat, CancellationToken.None);
            _clock.Advance(TimeSpan.FromSeconds(1.5));
            await writer.WriteAsync(gift, CancellationToken.None);
            writer.Count.ShouldBe(2);
        }

        List<RehearsalLine> lines = [];
        await foreach (var line in RehearsalReader.ReadAsync(_file.Path, new RehearsalOptions(), CancellationToken.None)) lines.Add(line);

        lines.Select(line => line.Event).ShouldBe([chat, gift]);
        lines.Select(line => line.Gap.TotalSeconds).ShouldBe([0, 1.5]);
    }

    [Fact]
    public async Task Register_File_AddsASourceAndItsAbsenceNone()
    {
        await WriteAsync("{\"type\":\"chat\",\"viewer\":\"a\"}");

        await using var with = Build(("File", _file.Path));
        await using var without = Build();

        with.GetServices<IEventSource>().ShouldHaveSingleItem().Name.ShouldStartWith("rehearsal:");
        without.GetServices<IEventSource>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Options_ManyErrors_AreToldAtOnceWithTheirKeys()
    {
        await using var services = Build(("File", "/nowhere/at.all"), ("Speed", "-1"));

        var errors = string.Join('\n', Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<RehearsalOptions>>().Value).Failures);

        errors.ShouldContain("Rehearsal:File");
        errors.ShouldContain("Rehearsal:Speed");
    }

    private static string Chat(double after) => $"{{\"type\":\"chat\",\"viewer\":\"a\",\"after\":{after}}}";

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => $"Rehearsal:{setting.Key}", setting => (string?)setting.Value);
        return new ServiceCollection().AddLogging().AddRehearsal(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).BuildServiceProvider();
    }

    private Task WriteAsync(params string[] lines) => File.WriteAllLinesAsync(_file.Path, lines);

    private RehearsalEventSource Make(RehearsalOptions options)
    {
        options.File = _file.Path;
        return new RehearsalEventSource(Options.Create(options), _clock, NullLogger<RehearsalEventSource>.Instance);
    }

    private async Task<List<StreamEvent>> PlayAsync(RehearsalOptions options)
    {
        List<StreamEvent> events = [];
        await foreach (var played in Make(options).ReadAsync(CancellationToken.None)) events.Add(played);
        return events;
    }
}
