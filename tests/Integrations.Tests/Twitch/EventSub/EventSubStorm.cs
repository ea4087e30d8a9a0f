using IShowTts.Integrations.Events;
using static IShowTts.TestKit.Twitch.Loopback.EventSubBodies;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>
/// Sends events between faults: some twice, some again later, some late and out of order, some not at all, some also over IRC. What went whole to a socket must be
/// given, as the server never drops a socket with something on it except by a cut, and cuts only after everything before was given (what is on a line that is
/// cut nobody can count exactly, and Twitch does not repeat it). A redemption must be given even when nobody heard of it, as it is listed.
/// </summary>
/// <param name="bench">The server and the source.</param>
/// <param name="strikes">The faults.</param>
/// <param name="irc">Chat over IRC beside it.</param>
/// <param name="tally">Keeps count.</param>
/// <param name="listed">Redemptions that Twitch lists.</param>
/// <param name="random">Decides; seeded.</param>
internal sealed class EventSubStorm(EventSubBench bench, EventSubStrikes strikes, EventSubStormIrc irc, EventSubTally tally, FakeBackfill listed, Random random)
{
    private const int EventsBetweenFaults = 150;
    private const int Burst = 40;
    private const int LateAtOnce = 6;
    private const int UnheardBetweenSessions = 8;
    private static readonly EventSubFault[] s_faults = Enum.GetValues<EventSubFault>();

    private readonly List<(string Id, string Type, string Message)> _late = [];
    private readonly List<string> _untold = [];
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private (string Id, string Type, string Message) _earlier;
    private int _unheard;

    /// <summary>Different events so far.</summary>
    public int Sent { get; private set; }

    /// <summary>Events that the server kept for itself.</summary>
    public int Dropped { get; private set; }

    /// <summary>Chat messages that nobody could hear: the server kept them for itself, or there was no session.</summary>
    public int Lost => _lost.Count;

    /// <summary>Messages that went out more than once.</summary>
    public int Repeats { get; private set; }

    /// <summary>Messages that went out later than they should.</summary>
    public int Delayed { get; private set; }

    /// <summary>Messages that went out after one that is younger.</summary>
    public int Reordered { get; private set; }

    /// <summary>Chat messages that came over IRC, nearly all of them over EventSub too.</summary>
    public int OverIrc { get; private set; }

    /// <summary>Where it stands, for whoever waits for its end.</summary>
    public string State =>
        $"{Sent} sent, {tally.Given} given, {Dropped} dropped, {Lost} lost by plan, {Repeats} repeats, {Delayed} delayed, {Reordered} out of order, {OverIrc} over IRC too; "
        + $"{bench.Server.Connections} connections, {bench.Server.Moves} moves, {strikes.NewIds} with a new id, {bench.Account.Renewals} renewals; "
        + $"faults {string.Join(", ", strikes.Struck.Select(static pair => $"{pair.Key} {pair.Value}"))}; "
        + $"answers {string.Join(", ", bench.Twitch.Faults.Answers.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}: {pair.Value}"))}; "
        + $"missing {tally.Missing.Count}: {string.Join(", ", tally.Missing.Take(20))}; "
        + $"sessions {string.Join(", ", bench.Server.Live.Select(static session => $"{session.Id} with {session.Sockets} sockets and {session.Types.Count} subscriptions"))}; "
        + $"{bench.Source.Health.State} {bench.Source.Health.Detail}";

    /// <summary>Sends so many events and waits until all are given that can be.</summary>
    /// <exception cref="TimeoutException">The limit of the test is over; it tells what is missing.</exception>
    public async Task RunAsync(int count)
    {
        try
        {
            await strikes.SessionAsync();
            for (var struck = 0; Sent < count;)
            {
                if (Sent / EventsBetweenFaults > struck) await StrikeAsync(s_faults[struck++ % s_faults.Length]);
                await SendAsync();
            }

            await EndAsync();
        }
        catch (OperationCanceledException exception) when (bench.Limit.IsCancellationRequested)
        {
            throw new TimeoutException($"The storm did not end in time: {State}", exception);
        }
    }

    private async Task StrikeAsync(EventSubFault fault)
    {
        if (EventSubStrikes.LosesWhatIsOnTheLine(fault))
        {
            await strikes.SessionAsync();
            await FlushAsync();
            await tally.SettleAsync();
        }

        await strikes.StrikeAsync(fault, async () =>
        {
            for (var i = 0; i < Burst; i++) await SendAsync();
        });
    }

    private async Task EndAsync()
    {
        await StrikeAsync(EventSubFault.Cut);
        // Redemptions that nobody was told of are found after the new connection.
        _untold.ForEach(tally.Expect);
        await tally.SettleAsync();
        // The whole list once more, when all of it was given; and over each way one that comes after everything: a second copy of anything comes before it.
        var answers = listed.Answers;
        await StrikeAsync(EventSubFault.Cut);
        while (listed.Answers == answers) await listed.NextAsync(bench.Limit);
        await strikes.SessionAsync();
        await bench.SayAsync($"event-{++Sent}").WaitAsync(bench.Limit);
        tally.Expect($"event-{Sent}");
        await SayOverIrcAsync($"event-{++Sent}");
        await tally.SettleAsync();
    }

    private async Task SendAsync()
    {
        var id = $"event-{++Sent}";
        var isRedemption = random.Next(10) == 0;
        var type = isRedemption ? RedeemType : ChatType;
        if (isRedemption) listed.Missed.Add(new Redemption { Id = id, RedemptionId = id, RewardId = "reward" });
        var item = (id, type, bench.Server.Notification(type, isRedemption ? RedeemBody(id) : ChatBody(id)));
        switch (random.Next(40))
        {
            case 0:
                Dropped++;
                NoteUnheard(item);
                return;
            case < 6:
                _late.Add(item);
                if (_late.Count == LateAtOnce) await FlushAsync();
                return;
            case < 12:
                await DeliverAsync(item);
                await RepeatAsync(item);
                return;
            case < 16:
                await DeliverAsync(item);
                if (_earlier.Id is not null) await RepeatAsync(_earlier);
                _earlier = item;
                return;
            default:
                await DeliverAsync(item);
                return;
        }
    }

    private async Task RepeatAsync((string Id, string Type, string Message) item)
    {
        if (!await bench.Server.SendAsync(item.Type, item.Message).WaitAsync(bench.Limit)) return;
        Repeats++;
        tally.Expect(item.Id);
        _lost.Remove(item.Id);
    }

    /// <summary>Of chat, one in eight goes over IRC first, and one in eight afterwards.</summary>
    private async Task DeliverAsync((string Id, string Type, string Message) item)
    {
        var turn = item.Type == ChatType ? random.Next(8) : -1;
        if (turn == 0) await SayOverIrcAsync(item.Id);
        if (await bench.Server.SendAsync(item.Type, item.Message, pieces: 1 + random.Next(3)).WaitAsync(bench.Limit))
        {
            tally.Expect(item.Id);
            if (turn == 1) await SayOverIrcAsync(item.Id);
            return;
        }

        if (turn != 0) NoteUnheard(item);
        if (++_unheard < UnheardBetweenSessions) return;
        // Enough is lost; the rest waits for the next session.
        _unheard = 0;
        await strikes.SessionAsync();
    }

    private async Task SayOverIrcAsync(string id)
    {
        OverIrc++;
        await irc.SayAsync(id);
        tally.Expect(id);
    }

    private void NoteUnheard((string Id, string Type, string Message) item)
    {
        if (item.Type == RedeemType) _untold.Add(item.Id);
        else _lost.Add(item.Id);
    }

    /// <summary>What was delayed goes out, in another order.</summary>
    private async Task FlushAsync()
    {
        var late = _late.ToArray();
        _late.Clear();
        random.Shuffle(late);
        for (var i = 0; i < late.Length; i++)
        {
            Delayed++;
            if (i > 0 && Age(late[i]) < Age(late[i - 1])) Reordered++;
            await DeliverAsync(late[i]);
        }

        static int Age((string Id, string Type, string Message) item) => int.Parse(item.Id["event-".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
