using IShowTts.Integrations.Events;
using IShowTts.TestKit;
using IShowTts.TestKit.Queue;
using IShowTts.TestKit.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using IShowTts.Worker.Redemptions;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Redemptions;

/// <summary>A queue file with its ledger, a book of rewards in place of Twitch, and a clock that stands.</summary>
internal sealed class LedgerStage : IAsyncDisposable
{
    private LedgerStage()
    {
        Rewards = new FakeRewards(Book);
        Alarms = new AlarmBoard(Time, NullLogger<AlarmBoard>.Instance);
        Reward = Book.Add(new BookedReward("", "Say it", 100, LoopbackTwitch.ClientId))!;
        Queue = NewQueue();
        (Own, Catalog, Round) = NewRound();
    }

    public DataDirectory Directory { get; } = new(System.IO.Directory.CreateTempSubdirectory("ishowtts-ledger-").FullName);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public FixedOptions<SettlementOptions> Options { get; } = new(new SettlementOptions());

    public RewardBook Book { get; } = new();

    public FakeRewards Rewards { get; }

    public BookedReward Reward { get; }

    public AlarmBoard Alarms { get; }

    public SqliteUtteranceQueue Queue { get; private set; }

    /// <summary>Our own rewards as the worker knows them: none until it asks.</summary>
    public OwnRewards Own { get; private set; }

    public RewardCatalog Catalog { get; private set; }

    public SettlementRound Round { get; private set; }

    /// <summary>What was said.</summary>
    public CollectedLogs Logs { get; } = new();

    public static async Task<LedgerStage> OpenAsync()
    {
        var stage = new LedgerStage();
        await stage.Queue.OpenAsync(default);
        return stage;
    }

    /// <summary>Closes the file and opens it again, as after a kill.</summary>
    public async Task RestartAsync()
    {
        await Queue.DisposeAsync();
        Queue = NewQueue();
        await Queue.OpenAsync(default);
        (Own, Catalog, Round) = NewRound();
        await Catalog.RestoreAsync(default);
    }

    /// <summary>A viewer redeems, and it is taken in.</summary>
    public async Task<Utterance> RedeemAsync(string login = "ana", UtteranceState state = UtteranceState.Queued, string code = "accepted", BookedReward? reward = null)
    {
        var redeemed = Book.Redeem((reward ?? Reward).Id, new Viewer("id-" + login, login, login), "hello", Time.GetUtcNow());
        return (await Queue.Add(UtteranceOf(redeemed, state, code))).Utterance;
    }

    public static Utterance UtteranceOf(BookedRedemption redeemed, UtteranceState state = UtteranceState.Queued, string code = "accepted") => TestUtterance.Paid(redeemed.Viewer.Login, "hello", 20) with
    {
        Kind = UtteranceKind.Redemption,
        Source = "twitch-eventsub",
        EventId = redeemed.Id,
        MessageId = "",
        RedemptionId = redeemed.Id,
        RewardId = redeemed.RewardId,
        Viewer = redeemed.Viewer,
        State = state,
        Reason = new StateReason(code),
        EventAt = redeemed.RedeemedAt,
    };

    public string StatusOf(Utterance utterance) => Book.Redemptions.Single(one => one.Id == utterance.RedemptionId).Status;

    public async Task<TimeSpan> RunAsync() => await Round.RunAsync(default);

    public async Task<IReadOnlyList<RedemptionDue>> DueAsync() => await Queue.ListDueAsync(1000, default);

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        System.IO.Directory.Delete(Directory.Root, recursive: true);
    }

    private (OwnRewards Own, RewardCatalog Catalog, SettlementRound Round) NewRound()
    {
        var own = new OwnRewards(() => Options.CurrentValue.Enabled);
        var catalog = new RewardCatalog(Rewards, Queue, own, Logs.Of<RewardCatalog>());
        return (own, catalog, new SettlementRound(Queue, Rewards, catalog, Options, Alarms, Time, static () => 1, Logs.Of<SettlementRound>()));
    }

    private SqliteUtteranceQueue NewQueue() => new(
        Directory, new FixedOptions<QueueOptions>(new QueueOptions()), Time, NullLogger<SqliteUtteranceQueue>.Instance, Options);
}
