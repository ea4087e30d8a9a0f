using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Control;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using IShowTts.Worker.Telemetry;
using IShowTts.Worker.Tests.Intake;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Discord;

/// <summary>Messages of text channels that wait over a session's end: they are looked up before they are heard.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes them
public sealed class DiscordLookUpTests : IAuditLog, IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Chat = "210000000000000004";
    private const string Other = "210000000000000005";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeDiscordBot _bot = new();
    private readonly WatchedClock _clock = new();
    private readonly DiscordDoubts _doubts;
    private readonly SqliteQueueHome _home;
    private readonly AlarmBoard _alarms;
    private readonly NowPlaying _nowPlaying = new();
    private readonly List<string> _audit = [];
    private DiscordLookUp _lookUp = null!;

    public DiscordLookUpTests()
    {
        _doubts = new DiscordDoubts(_bot);
        _home = new SqliteQueueHome { Doubts = _doubts };
        _alarms = new AlarmBoard(_clock, NullLogger<AlarmBoard>.Instance);
    }

    private IUtteranceQueue Queue => _home.Queue;

    public async Task InitializeAsync()
    {
        await _home.OpenAsync();
        var control = new SpeechControl(
            Queue, new ActiveCues(), _nowPlaying, new SpeechGate(), new RecentModeration(_clock), new ComposerBench().Composer, (SqliteUtteranceQueue)Queue, _clock, this);
        _lookUp = new DiscordLookUp(Queue, control, _bot, _doubts, _alarms, _clock, NullLogger<DiscordLookUp>.Instance);
        await _lookUp.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _lookUp.StopAsync(default);
        _lookUp.Dispose();
        _nowPlaying.Dispose();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task BeforeTheFirstSession_NothingOfDiscordIsTaken_AndAllElseIs()
    {
        var waits = await AddAsync("ann", 1);
        var twitch = TestUtterance.Chat("zoe");
        await Queue.Add(twitch);

        (await Queue.Take())!.Id.ShouldBe(twitch.Id);
        (await Queue.Take()).ShouldBeNull();
        _bot.Looked.ShouldBeEmpty();

        await BeginAsync();

        (await Queue.Take())!.Id.ShouldBe(waits.Id);
    }

    [Fact]
    public async Task NewSession_WhatIsThere_IsHeard_AndItsAuthorIsAskedForOnce()
    {
        var first = await AddAsync("ann", 1);
        await AddAsync("ann", 2);

        await BeginAsync();

        _bot.Looked.ShouldBe([new(FakeDiscordBot.Guild, Chat, Id(1), IdOf("ann")), new(FakeDiscordBot.Guild, Chat, Id(2), "")]);
        (await Queue.Take())!.Id.ShouldBe(first.Id);
        _alarms.Current.ShouldBeEmpty();
        _audit.ShouldBeEmpty();
    }

    [Fact]
    public async Task NewSession_WhatIsDeleted_IsTakenBackForTheReasonOfADeletion()
    {
        var deleted = await AddAsync("ann", 1);
        var held = await AddAsync("ann", 2, UtteranceState.Held);
        var kept = await AddAsync("ann", 3);
        _bot.Looks = static request => new(request.MessageId == Id(3) ? DiscordLookResult.There : DiscordLookResult.Deleted, "");

        await BeginAsync();

        foreach (var one in new[] { deleted, held })
        {
            var now = await Queue.Now(one.Id);
            (now.State, now.Reason!.Code, now.IsTakenBack).ShouldBe((UtteranceState.Cancelled, ReasonCodes.MessageDeleted, true));
        }

        (await Queue.Take())!.Id.ShouldBe(kept.Id);
        _audit.ShouldBe(["message-deleted 1 taken back", "message-deleted 1 taken back"]);
    }

    [Fact]
    public async Task NewSession_WhoIsNoLongerThere_IsSilencedAsByABan()
    {
        var first = await AddAsync("ann", 1);
        var second = await AddAsync("ann", 2);
        var kept = await AddAsync("bob", 3);
        _bot.Looks = static request => new(request.UserId == IdOf("ann") ? DiscordLookResult.Expelled : DiscordLookResult.There, "");

        await BeginAsync();

        (await Queue.Now(first.Id)).Reason!.Code.ShouldBe(ReasonCodes.ViewerSilenced);
        (await Queue.Now(second.Id)).Reason!.Code.ShouldBe(ReasonCodes.ViewerSilenced);
        _bot.Looked.Select(static request => request.MessageId).ShouldBe([Id(1), Id(3)]);
        (await Queue.Take())!.Id.ShouldBe(kept.Id);
        _audit.ShouldBe(["viewer-silenced 2 taken back"]);
    }

    [Theory]
    [InlineData(DiscordLookResult.Unknown)]
    [InlineData(DiscordLookResult.Forbidden)]
    public async Task NewSession_WhatCannotBeFoundOut_WaitsWithAnAlarm_UntilItCan(DiscordLookResult result)
    {
        var waits = await AddAsync("ann", 1);
        await AddAsync("bob", 2);
        var elsewhere = await AddAsync("zoe", 3, channel: Other);
        _bot.Looks = request => request.ChannelId == Other ? new(DiscordLookResult.There, "") : new(result, "Mend it.");

        await BeginAsync(settlesAll: false);

        _alarms.Current.ShouldHaveSingleItem().Text.ShouldBe(
            "2 messages of Discord text channels wait: it cannot be found out whether they were deleted while the bot was away. Mend it.");
        _bot.Looked.Count.ShouldBe(result == DiscordLookResult.Forbidden ? 2 : 3, "where the bot may not read it asks once a round");
        (await Queue.Take())!.Id.ShouldBe(elsewhere.Id);
        (await Queue.Take()).ShouldBeNull();

        _bot.Looks = static _ => new(DiscordLookResult.There, "");
        _clock.Advance(DiscordLookUp.FirstWait);
        await SettledAsync();

        (await Queue.Take())!.Id.ShouldBe(waits.Id);
        await AlarmsClearAsync();
    }

    [Fact]
    public async Task NewSession_ABridgeThatDoesNotAnswer_LeavesItWaiting()
    {
        await AddAsync("ann", 1);
        _bot.Broken = new DiscordException("no-answer", "Discord did not answer.");

        await BeginAsync(settlesAll: false);

        _alarms.Current.ShouldHaveSingleItem().Text.ShouldEndWith("Discord did not answer.");
        (await Queue.Take()).ShouldBeNull();
    }

    [Fact]
    public async Task ManyThatWait_AreAskedForAHundredAtATime_TheOldestFirst()
    {
        for (var i = 1; i <= 103; i++)
        {
            await AddAsync("ann", i);
        }

        await BeginAsync(settlesAll: false);
        _bot.Looked.Select(static request => request.MessageId).ShouldBe(Enumerable.Range(1, 100).Select(Id));

        _clock.Advance(DiscordLookUp.FirstWait);
        await SettledAsync();

        _bot.Looked.Count.ShouldBe(103);
    }

    [Fact]
    public async Task ResumedSession_AsksForNothing_AndWhatCameWithItIsHeard()
    {
        await BeginAsync();
        var waits = await AddAsync("ann", 1);
        _bot.Interruptions++;
        (await Queue.Take()).ShouldBeNull("the bot is away");

        _doubts.Note(new DiscordSession(_bot.Interruptions - 1, IsNew: false));
        (await Queue.Take()).ShouldBeNull("what was told before it went says nothing");
        _doubts.Note(new DiscordSession(_bot.Interruptions, IsNew: false));

        (await Queue.Take())!.Id.ShouldBe(waits.Id);
        _bot.Looked.ShouldBeEmpty();
    }

    [Fact]
    public async Task SessionThatEndsWhileItIsLookedUp_TheNextOneGoesOn()
    {
        await AddAsync("ann", 1);
        var second = await AddAsync("bob", 2);
        var away = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bot.Looks = request =>
        {
            if (request.MessageId == Id(1))
            {
                _bot.Interruptions++;
                away.TrySetResult();
            }

            return new(DiscordLookResult.Deleted, "");
        };
        _doubts.Note(new DiscordSession(_bot.Interruptions, IsNew: true));
        await away.Task.WaitAsync(Limit);
        (await Queue.Take()).ShouldBeNull();

        _doubts.Note(new DiscordSession(_bot.Interruptions, IsNew: false));
        await SettledAsync();

        (await Queue.Now(second.Id)).Reason!.Code.ShouldBe(ReasonCodes.MessageDeleted);
    }

    [Fact]
    public async Task SessionThatBeginsAnewWhileOneIsLookedUp_AllIsListedAnew_BeforeTheNextIsAskedFor()
    {
        await AddAsync("ann", 1);
        await AddAsync("bob", 2);
        var isFirst = true;
        _bot.Looks = _ =>
        {
            if (isFirst)
            {
                isFirst = false;
                _doubts.Note(new DiscordSession(++_bot.Interruptions, IsNew: true));
            }

            return new(DiscordLookResult.There, "");
        };

        await BeginAsync();

        _bot.Looked.Select(static request => request.MessageId).ShouldBe([Id(1), Id(1), Id(2)]);
    }

    [Fact]
    public async Task RoundThatTakesLong_RaisesTheAlarmAtOnce_Ends_AndBeginsTheNextWithWhatWasNotAskedFor()
    {
        for (var i = 1; i <= 4; i++)
        {
            await AddAsync("ann", i);
        }

        var alarms = new List<int>();
        _bot.Looks = _ =>
        {
            alarms.Add(_alarms.Current.Count);
            _clock.Advance(DiscordLookUp.LongestRound / 2);
            return new(DiscordLookResult.Unknown, "Discord did not answer.");
        };

        await BeginAsync(settlesAll: false);
        alarms.ShouldBe([0, 1]);
        _bot.Looked.Select(static request => request.MessageId).ShouldBe([Id(1), Id(2)]);

        _bot.Looks = static _ => new(DiscordLookResult.There, "");
        _clock.Advance(DiscordLookUp.FirstWait);
        await SettledAsync();

        _bot.Looked.Select(static request => request.MessageId).ShouldBe([Id(1), Id(2), Id(3), Id(4), Id(1), Id(2)]);
    }

    [Fact]
    public async Task WhatBreaksARound_RaisesAnAlarm_AndIsTriedAgain()
    {
        var waits = await AddAsync("ann", 1);
        _bot.Looks = static _ => throw new InvalidOperationException("Something broke.");

        await BeginAsync(settlesAll: false);

        _alarms.Current.ShouldHaveSingleItem().Text.ShouldEndWith("Something broke.");
        (await Queue.Take()).ShouldBeNull();
        _bot.Looks = static _ => new(DiscordLookResult.There, "");
        _clock.Advance(DiscordLookUp.FirstWait);
        await SettledAsync();
        (await Queue.Take())!.Id.ShouldBe(waits.Id);
        await AlarmsClearAsync();
    }

    [Fact]
    public async Task WhatWasOnItsWayWhenTheSessionBegan_IsLookedUpWhenItIsStored()
    {
        var name = DiscordMessageId.Of(Chat, Id(1));
        _bot.Looks = static _ => new(DiscordLookResult.Deleted, "");
        _doubts.Receive(name);
        await ListedAsync();

        var late = await AddAsync("ann", 1);
        var fresh = await AddAsync("bob", 2);
        (await Queue.Take())!.Id.ShouldBe(fresh.Id);
        (await Queue.Take()).ShouldBeNull();
        _doubts.Land(name);
        await SettledAsync();

        (await Queue.Now(late.Id)).Reason!.Code.ShouldBe(ReasonCodes.MessageDeleted);
        _bot.Looked.ShouldHaveSingleItem().MessageId.ShouldBe(Id(1));
    }

    [Fact]
    public async Task WhatComesAfterTheSession_IsNotAskedFor()
    {
        await BeginAsync();

        var fresh = await AddAsync("ann", 1);

        (await Queue.Take())!.Id.ShouldBe(fresh.Id);
        _bot.Looked.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatWasStoredWithoutItsChannel_IsNotHeard()
    {
        await Queue.Add(TestUtterance.Chat("ann") with { Source = "discord", MessageId = "discord:1" });

        await BeginAsync(settlesAll: false);

        _alarms.Current.ShouldHaveSingleItem().Text.ShouldContain("1 message of a Discord text channel waits");
        _bot.Looked.ShouldBeEmpty();
        (await Queue.Take()).ShouldBeNull();
    }

    ValueTask IAuditLog.WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken)
    {
        _audit.Add($"{action} {outcome}");
        return default;
    }

    ValueTask IAuditLog.WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => default;

    private static string Id(int number) => $"{600_000_000_000_000_000 + number}";

    private static string IdOf(string name) => FakeDiscordBot.User(name).Id;

    private async Task<Utterance> AddAsync(string name, int message, UtteranceState state = UtteranceState.Queued, string channel = Chat)
    {
        var utterance = TestUtterance.Chat(name) with
        {
            Source = "discord",
            Channel = "discord:" + FakeDiscordBot.Guild,
            MessageId = DiscordMessageId.Of(channel, Id(message)),
            Viewer = new Viewer("discord:" + IdOf(name), "discord:" + name, name),
            State = state,
        };
        await Queue.Add(utterance);
        return utterance;
    }

    /// <summary>A new session begins; returns when all that waited is settled, or when the next round is waited for.</summary>
    private async Task BeginAsync(bool settlesAll = true)
    {
        _doubts.Note(new DiscordSession(_bot.Interruptions, IsNew: true));
        using var limit = new CancellationTokenSource(Limit);
        await (settlesAll ? SettledAsync() : _clock.Asked(DiscordLookUp.FirstWait, limit.Token));
    }

    /// <summary>A new session begins; returns when what waits then is known.</summary>
    private async Task ListedAsync()
    {
        var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (_doubts.Unlisted is null)
            {
                listed.TrySetResult();
            }
        }

        _doubts.Settled += Look;
        _doubts.Note(new DiscordSession(_bot.Interruptions, IsNew: true));
        await listed.Task.WaitAsync(Limit);
        _doubts.Settled -= Look;
    }

    private async Task SettledAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (!_doubts.IsAny)
            {
                settled.TrySetResult();
            }
        }

        _doubts.Settled += Look;
        Look();
        await settled.Task.WaitAsync(Limit);
        _doubts.Settled -= Look;
    }

    private async Task AlarmsClearAsync()
    {
        var clear = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (_alarms.Current.Count == 0)
            {
                clear.TrySetResult();
            }
        }

        _alarms.Changed += Look;
        Look();
        await clear.Task.WaitAsync(Limit);
        _alarms.Changed -= Look;
    }
}
