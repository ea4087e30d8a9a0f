namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>Adds an utterance: once per event, and within the capacity.</summary>
internal static class SqliteAddition
{
    /// <summary>Adds it.</summary>
    public static AddResult Add(SqliteTransitions transitions, Utterance utterance, QueueOptions options, DateTimeOffset now)
    {
        var statements = transitions.Statements;
        if ((SqliteRows.ByEvent(statements, utterance.Source, utterance.EventId) ?? SqliteRows.ById(statements, utterance.Id)) is { } there)
        {
            return new AddResult(AddOutcome.AlreadyThere, there.Utterance);
        }

        if (utterance.OriginId is { } origin)
        {
            if (SqliteRows.OpenCopy(statements, origin) is { } copy)
            {
                return new AddResult(AddOutcome.AlreadyThere, copy.Utterance);
            }

            utterance = Origin.Check(utterance, SqliteRows.ById(statements, origin)?.Utterance, now);
        }

        Utterance? displaced = null;
        if (utterance.State.IsWaiting() && IsFull(transitions, options, now))
        {
            var victim = LeastImportant(statements, utterance);
            if (victim is null && !utterance.IsPaid)
            {
                var fallen = utterance.Apply(QueueReasons.QueueFull, now);
                return new AddResult(AddOutcome.Fell, transitions.Insert(fallen, now));
            }

            displaced = victim is { } row ? transitions.Change(row, QueueReasons.QueueFull, now).Utterance : null;
        }

        return new AddResult(AddOutcome.Added, transitions.Insert(utterance.Enter(now), now), displaced);
    }

    /// <summary>Chat whose time is over makes room first.</summary>
    private static bool IsFull(SqliteTransitions transitions, QueueOptions options, DateTimeOffset now)
    {
        if (CountWaiting(transitions.Statements) < options.Capacity)
        {
            return false;
        }

        SqliteTurns.Expire(transitions, options, now);
        return CountWaiting(transitions.Statements) >= options.Capacity;
    }

    private static long CountWaiting(SqliteStatements statements) =>
        statements.Number("SELECT COUNT(*) FROM utterance WHERE state IN (0, 1)") ?? 0;

    /// <summary>
    /// The chat that falls: of the lowest priority, of the viewer with the most waiting there (the new one counted), the oldest.
    /// Null when the new one is itself the least important, or nothing that waits is chat.
    /// </summary>
    private static UtteranceRow? LeastImportant(SqliteStatements statements, Utterance added)
    {
        var lowest = statements.Number("SELECT MIN(priority) FROM utterance WHERE state IN (0, 1) AND is_chat");
        return lowest is null || (added.IsChat() && added.Priority < lowest)
            ? null
            : SqliteRows.First(
                statements,
                $"""
                SELECT {UtteranceRow.Columns} FROM utterance u JOIN (
                  SELECT turn_key, COUNT(*) + (turn_key IS @added) AS waiting FROM utterance
                  WHERE state IN (0, 1) AND is_chat AND priority = @priority GROUP BY turn_key) viewer ON viewer.turn_key = u.turn_key
                WHERE u.state IN (0, 1) AND u.is_chat AND u.priority = @priority
                ORDER BY viewer.waiting DESC, u.row LIMIT 1
                """,
                ("@added", added.IsChat() && added.Priority == lowest ? added.TurnKey() : null),
                ("@priority", lowest));
    }
}
