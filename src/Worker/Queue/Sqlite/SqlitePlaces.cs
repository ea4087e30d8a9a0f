namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>Places that persons gave to what waits (<see cref="PlacedOrder"/>), in the columns <c>place_…</c>.</summary>
internal static class SqlitePlaces
{
    /// <summary>Whether anything stands where it was put.</summary>
    public static bool HasAny(SqliteStatements statements) =>
        statements.Number("SELECT EXISTS (SELECT 1 FROM utterance WHERE place_sequence IS NOT NULL)") == 1;

    /// <summary>What is queued, in order of arrival.</summary>
    /// <param name="statements">Where to read.</param>
    /// <param name="chatSince">Chat queued at or before this is left out.</param>
    public static List<WaitingTurn> Waiting(SqliteStatements statements, long chatSince = long.MinValue)
    {
        var waiting = new List<WaitingTurn>();
        using var reader = statements.Query(
            $"""
            SELECT {UtteranceRow.Columns}, COALESCE(v.turn, 0), u.turn_key, u.place_before, u.place_after, u.place_sequence
            FROM utterance u LEFT JOIN viewer_turn v ON v.turn_key = u.turn_key
            WHERE u.state = 1 AND (NOT u.is_chat OR u.queued_at > @limit) ORDER BY u.row
            """,
            ("@limit", chatSince));
        const int next = UtteranceRow.NextColumn;
        while (reader.Read())
        {
            var row = UtteranceRow.Read(reader);
            var place = reader.IsDBNull(next + 4)
                ? null
                : new Place(reader.IsDBNull(next + 2) ? null : reader.GetInt64(next + 2), reader.GetInt64(next + 3), reader.GetInt64(next + 4));
            waiting.Add(new WaitingTurn(row.Utterance, reader.GetString(next + 1), reader.GetInt64(next), row.Row, place));
        }

        return waiting;
    }

    /// <summary>Puts one before another, or last.</summary>
    /// <returns>The transition; null when one of them is not queued.</returns>
    public static UtteranceTransition? Put(SqliteTransitions transitions, string id, string? beforeId, StateReason reason, DateTimeOffset now)
    {
        var statements = transitions.Statements;
        UtteranceRow? before = beforeId is null ? null : SqliteRows.ById(statements, beforeId);
        if (SqliteRows.ById(statements, id) is not { Utterance.State: UtteranceState.Queued } row
            || (beforeId is not null && (before is not { Utterance.State: UtteranceState.Queued } || beforeId == id)))
        {
            return null;
        }

        Save(statements, PlacedOrder.Put(Waiting(statements), row.Row, before?.Row));
        return transitions.Store(row, row.Utterance with { Reason = reason }, now);
    }

    /// <summary>One leaves the queued ones; call it before its row changes.</summary>
    public static void Leave(SqliteStatements statements, long row)
    {
        // Only who stands before it, or was put last after it, may have to find another place; most leave without reading all that waits.
        if (statements.Number(
            "SELECT EXISTS (SELECT 1 FROM utterance WHERE place_sequence IS NOT NULL AND (place_before = @row OR (place_before IS NULL AND place_after >= @row AND row <> @row)))",
            ("@row", row)) == 1)
        {
            Save(statements, PlacedOrder.Leave(Waiting(statements), row));
            return;
        }

        statements.Execute(
            "UPDATE utterance SET place_before = NULL, place_after = NULL, place_sequence = NULL WHERE row = @row AND place_sequence IS NOT NULL",
            ("@row", row));
    }

    /// <summary>Several leave at once: those of them that have places first, so that a clear of thousands does not read all that waits for each that they came after.</summary>
    public static void LeaveFirst(SqliteStatements statements, IReadOnlyCollection<UtteranceRow> leaving)
    {
        if (leaving.Count > 1 && HasAny(statements))
        {
            var rows = leaving.Select(static row => row.Row).ToHashSet();
            foreach (var placed in Waiting(statements).Where(one => one.Place is not null && rows.Contains(one.Row)))
            {
                Leave(statements, placed.Row);
            }
        }
    }

    private static void Save(SqliteStatements statements, IReadOnlyDictionary<long, Place?> places)
    {
        foreach (var (row, place) in places)
        {
            statements.Execute(
                "UPDATE utterance SET place_before = @before, place_after = @after, place_sequence = @sequence WHERE row = @row",
                ("@before", place?.Before),
                ("@after", place?.After),
                ("@sequence", place?.Sequence),
                ("@row", row));
        }
    }
}
