namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>Whose turn it is: where a person put it, else priority, then what was started before, then the viewer who was served longest ago, then age.</summary>
internal static class SqliteTurns
{
    private static readonly TimeSpan AirtimeWindow = TimeSpan.FromMinutes(1);

    /// <summary>Takes the next one and marks chat whose time is over.</summary>
    /// <param name="transitions">The transaction.</param>
    /// <param name="options">Time to live, airtime.</param>
    /// <param name="now">When.</param>
    /// <param name="isDoubted">What may not go now; null when everything may.</param>
    /// <param name="due">When nothing was taken: when time alone changes something; null when it does not.</param>
    /// <returns>The one taken, or null.</returns>
    public static Utterance? Take(SqliteTransitions transitions, QueueOptions options, DateTimeOffset now, Func<Utterance, bool>? isDoubted, out DateTimeOffset? due)
    {
        var statements = transitions.Statements;
        Expire(transitions, options, now);
        var chatMayGoAt = AirtimeFreeAt(statements, options, now);
        var placed = isDoubted is not null || SqlitePlaces.HasAny(statements)
            ? PlacedOrder.Next(SqlitePlaces.Waiting(statements), one => (chatMayGoAt <= now || !one.IsChat()) && isDoubted?.Invoke(one) != true)
            : null;
        var next = placed is { } one ? new UtteranceRow(one.Row, one.Utterance) : isDoubted is null ? NextFair(statements, chatMayGoAt <= now) : null;
        if (next is not { } row)
        {
            due = NextDue(statements, options, chatMayGoAt, now);
            return null;
        }

        due = null;
        var taken = transitions.Change(row, new UtteranceChange(UtteranceState.Synthesizing, null), now);
        if (placed?.Place is null)
        {
            statements.Execute(
                "INSERT INTO viewer_turn (turn_key, turn) VALUES (@key, @turn) ON CONFLICT (turn_key) DO UPDATE SET turn = @turn",
                ("@key", row.Utterance.TurnKey()),
                ("@turn", taken.Sequence));
        }

        return taken.Utterance;
    }

    private static UtteranceRow? NextFair(SqliteStatements statements, bool mayTakeChat) =>
        SqliteRows.First(
            statements,
            $"""
            SELECT {UtteranceRow.Columns} FROM utterance u LEFT JOIN viewer_turn v ON v.turn_key = u.turn_key
            WHERE u.state = 1 AND (@chat OR NOT u.is_chat)
            ORDER BY u.priority DESC, u.attempts > 0 DESC, COALESCE(v.turn, 0), u.row LIMIT 1
            """,
            ("@chat", mayTakeChat));

    /// <summary>Whether something paid is queued.</summary>
    public static bool MayTakePaid(SqliteStatements statements) =>
        statements.Number("SELECT EXISTS (SELECT 1 FROM utterance WHERE state = 1 AND is_paid = 1)") == 1;

    /// <summary>Marks queued chat whose time is over.</summary>
    public static void Expire(SqliteTransitions transitions, QueueOptions options, DateTimeOffset now)
    {
        if (options.ChatTimeToLiveSeconds == 0)
        {
            return;
        }

        var expired = SqliteRows.All(
            transitions.Statements,
            $"SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.state = 1 AND u.is_chat AND u.queued_at <= @limit ORDER BY u.row",
            ("@limit", (now - TimeSpan.FromSeconds(options.ChatTimeToLiveSeconds)).UtcTicks));
        foreach (var row in expired)
        {
            transitions.Change(row, QueueReasons.TimeToLive, now);
        }
    }

    /// <summary>What waits, in the order in which it would be taken.</summary>
    public static IReadOnlyList<Utterance> Peek(SqliteStatements statements, int limit, QueueOptions options, DateTimeOffset now)
    {
        var chatSince = options.ChatTimeToLiveSeconds == 0 ? long.MinValue : (now - TimeSpan.FromSeconds(options.ChatTimeToLiveSeconds)).UtcTicks;
        return PlacedOrder.Of(SqlitePlaces.Waiting(statements, chatSince), limit);
    }

    /// <summary>When chat may be taken again: now or before when the budget is not spent; <see cref="DateTimeOffset.MaxValue"/> while what is in flight spends it.</summary>
    private static DateTimeOffset AirtimeFreeAt(SqliteStatements statements, QueueOptions options, DateTimeOffset now)
    {
        if (options.ChatAirtimeSecondsPerMinute == 0)
        {
            return DateTimeOffset.MinValue;
        }

        var spent = SqliteRows.All(
            statements,
            $"""
            SELECT {UtteranceRow.Columns} FROM utterance u
            WHERE u.is_paid = 0 AND u.is_chat AND u.finished_at > @since AND (u.state = 4 OR u.heard_ms > 0)
            UNION ALL
            SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.state IN (2, 3) AND u.is_chat
            """,
            ("@since", (now - AirtimeWindow).UtcTicks));
        return AirtimeBudget.FreeAt(spent.Select(static row => row.Utterance), options, AirtimeWindow);
    }

    private static DateTimeOffset? NextDue(SqliteStatements statements, QueueOptions options, DateTimeOffset chatMayGoAt, DateTimeOffset now)
    {
        var oldest = statements.Number("SELECT MIN(queued_at) FROM utterance WHERE state = 1 AND is_chat");
        if (oldest is not { } ticks)
        {
            return null;
        }

        var expires = options.ChatTimeToLiveSeconds == 0
            ? DateTimeOffset.MaxValue
            : UtteranceRow.Time(ticks).AddSeconds(options.ChatTimeToLiveSeconds);

        // Chat that the budget lets go and that was not taken is doubted: only its expiry is a matter of time.
        var due = chatMayGoAt <= now || expires < chatMayGoAt ? expires : chatMayGoAt;
        return due == DateTimeOffset.MaxValue ? null : due;
    }
}
