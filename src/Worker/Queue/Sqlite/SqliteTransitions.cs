using System.Globalization;

namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>Changes utterances inside one transaction: the row and its line in the transition log, always both.</summary>
/// <param name="statements">Statements of the transaction's connection.</param>
/// <param name="finished">Told, inside the transaction, of each utterance that became final; null for nobody.</param>
internal sealed class SqliteTransitions(SqliteStatements statements, Action<SqliteTransitions, Utterance, DateTimeOffset>? finished = null)
{
    private const string MutableNames =
        "state, spoken_text, voice, engine, reason_code, reason_rule, reason_detail, attempts, timestamps, ttfa_ms, synth_ms, audio_ms, heard_ms";

    private const string MutableValues =
        "@state, @spoken, @voice, @engine, @code, @rule, @detail, @attempts, @timestamps, @ttfa, @synth, @audio, @heard";

    private const string InsertUtterance = $"""
        INSERT INTO utterance (id, kind, source, event_id, message_id, redemption_id, reward_id, channel, viewer_id, viewer_login, viewer_name,
          viewer_roles, viewer_anonymous, turn_key, original_text, amount, currency, is_test, is_paid, is_chat, priority, event_at, queued_at, finished_at, origin_id, is_taken_back, {MutableNames})
        VALUES (@id, @kind, @source, @event, @message, @redemption, @reward, @channel, @viewer, @login, @name,
          @roles, @anonymous, @turn, @original, @amount, @currency, @test, @paid, @chat, @priority, @eventAt, @queuedAt, @finishedAt, @origin, @takenBack, {MutableValues})
        RETURNING row
        """;

    private const string UpdateUtterance = """
        UPDATE utterance SET state = @state, spoken_text = @spoken, voice = @voice, engine = @engine, reason_code = @code, reason_rule = @rule,
          reason_detail = @detail, attempts = @attempts, timestamps = @timestamps, ttfa_ms = @ttfa, synth_ms = @synth, audio_ms = @audio,
          heard_ms = @heard, queued_at = @queuedAt, finished_at = @finishedAt
        WHERE row = @row
        """;

    private const string InsertTransition = $"""
        INSERT INTO transition (utterance, from_state, at, {MutableNames}) VALUES (@row, @from, @at, {MutableValues}) RETURNING sequence
        """;

    private readonly List<UtteranceTransition> _made = [];

    /// <summary>What was changed so far, in order.</summary>
    public IReadOnlyList<UtteranceTransition> Made => _made;

    /// <summary>Run after the commit, while the writer's turn is still held; null for nothing.</summary>
    public Action? AfterCommit { get; set; }

    /// <summary>A redemption became due to be told.</summary>
    public bool HasDueRedemption { get; set; }

    /// <summary>Statements of the transaction's connection, for reading.</summary>
    public SqliteStatements Statements => statements;

    /// <summary>Stores a new utterance.</summary>
    /// <param name="utterance">It, its state entered.</param>
    /// <param name="now">When.</param>
    /// <returns>It, as stored.</returns>
    public Utterance Insert(Utterance utterance, DateTimeOffset now)
    {
        var viewer = utterance.Viewer;
        var row = statements.Number(InsertUtterance, [
            ("@id", utterance.Id), ("@kind", UtteranceRow.NameOf(utterance.Kind)), ("@source", utterance.Source), ("@event", utterance.EventId),
            ("@message", utterance.MessageId), ("@redemption", utterance.RedemptionId), ("@reward", utterance.RewardId), ("@channel", utterance.Channel),
            ("@viewer", viewer.Id), ("@login", viewer.Login), ("@name", viewer.DisplayName), ("@roles", (int)viewer.Roles),
            ("@anonymous", viewer.IsAnonymous), ("@turn", utterance.TurnKey()), ("@original", utterance.OriginalText),
            ("@amount", utterance.Amount?.Value.ToString(CultureInfo.InvariantCulture)), ("@currency", utterance.Amount?.Currency),
            ("@test", utterance.IsTest), ("@paid", utterance.IsPaid), ("@chat", utterance.IsChat()), ("@priority", utterance.Priority), ("@eventAt", utterance.EventAt.UtcTicks), ("@origin", utterance.OriginId), ("@takenBack", utterance.IsTakenBack),
            .. Times(utterance), .. Mutable(utterance),
        ]) ?? throw new InvalidOperationException("The database gave no row number.");
        Log(row, null, utterance, now);
        return utterance;
    }

    /// <summary>Changes an utterance.</summary>
    /// <param name="row">It, as stored.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="now">When.</param>
    public UtteranceTransition Change(UtteranceRow row, UtteranceChange change, DateTimeOffset now) =>
        Store(row, row.Utterance.Apply(change, now), now);

    /// <summary>Stores a changed utterance and logs it.</summary>
    public UtteranceTransition Store(UtteranceRow row, Utterance changed, DateTimeOffset now)
    {
        if (row.Utterance.State == UtteranceState.Queued && changed.State != UtteranceState.Queued)
        {
            SqlitePlaces.Leave(statements, row.Row);
        }

        statements.Execute(UpdateUtterance, [.. Mutable(changed), .. Times(changed), ("@row", row.Row)]);
        return Log(row.Row, row.Utterance.State, changed, now);
    }

    /// <summary>Stores what was paid for an utterance; its state stays.</summary>
    public void Pay(long row, Utterance paid) => statements.Execute(
        """
        UPDATE utterance SET redemption_id = @redemption, reward_id = @reward, is_paid = @paid, is_chat = @chat, amount = @amount, currency = @currency
        WHERE row = @row
        """,
        ("@redemption", paid.RedemptionId),
        ("@reward", paid.RewardId),
        ("@paid", paid.IsPaid),
        ("@chat", paid.IsChat()),
        ("@amount", paid.Amount?.Value.ToString(CultureInfo.InvariantCulture)),
        ("@currency", paid.Amount?.Currency),
        ("@row", row));

    private UtteranceTransition Log(long row, UtteranceState? from, Utterance utterance, DateTimeOffset now)
    {
        var sequence = statements.Number(
            InsertTransition, [("@row", row), ("@from", (int?)from), ("@at", now.UtcTicks), .. Mutable(utterance)]);
        var transition = new UtteranceTransition(
            sequence ?? throw new InvalidOperationException("The database gave no sequence number."), from, utterance, now);
        _made.Add(transition);
        if (utterance.State.IsFinal())
        {
            finished?.Invoke(this, utterance, now);
        }

        return transition;
    }

    private static (string Name, object? Value)[] Mutable(Utterance u) =>
    [
        ("@state", (int)u.State), ("@spoken", u.SpokenText), ("@voice", u.Voice), ("@engine", u.Engine), ("@code", u.Reason?.Code),
        ("@rule", u.Reason?.Rule), ("@detail", u.Reason?.Detail), ("@attempts", u.Attempts),
        ("@timestamps", UtteranceRow.FormatTimestamps(u.Timestamps)), ("@ttfa", u.Timings.TtfaMs), ("@synth", u.Timings.SynthMs),
        ("@audio", u.Timings.AudioMs), ("@heard", u.Timings.HeardMs),
    ];

    private static (string Name, object? Value)[] Times(Utterance u) =>
    [
        ("@queuedAt", u.State == UtteranceState.Queued ? u.Timestamps[UtteranceState.Queued].UtcTicks : null),
        ("@finishedAt", u.State.IsFinal() ? u.Timestamps[u.State].UtcTicks : null),
    ];
}
