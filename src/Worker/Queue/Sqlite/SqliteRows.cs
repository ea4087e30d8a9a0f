namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>Finds utterances. The numbers of states in SQL are those of <see cref="UtteranceState"/>.</summary>
internal static class SqliteRows
{
    /// <summary>Transitions read at once by one who watches.</summary>
    private const int WatchBatch = 256;

    /// <summary>What fits in any state, and all that says it again; the kinds are those of <see cref="UtteranceChanges.IsFromChat"/>.</summary>
    private const string Hit = """
        WITH RECURSIVE hit (id) AS (
          SELECT id FROM utterance
          WHERE (@id IS NULL OR id = @id) AND (@message IS NULL OR message_id = @message)
            AND (@redemption IS NULL OR redemption_id = @redemption) AND (@channel IS NULL OR channel = @channel)
            AND (NOT @bySomebody OR (viewer_id = @viewer AND @viewer <> '') OR (viewer_login = @login COLLATE NOCASE AND @login <> ''))
            AND (NOT @fromViewers OR kind IN ('chat', 'cheer', 'redemption', 'power-up') OR (kind <> 'manual' AND message_id <> ''))
          UNION SELECT copy.id FROM hit JOIN utterance copy ON copy.origin_id = hit.id)
        """;

    /// <summary>One by id.</summary>
    public static UtteranceRow? ById(SqliteStatements statements, string id) =>
        First(statements, $"SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.id = @id", ("@id", id));

    /// <summary>One by the source's id of its event.</summary>
    public static UtteranceRow? ByEvent(SqliteStatements statements, string source, string eventId) => eventId.Length == 0
        ? null
        : First(
            statements,
            $"SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.source = @source AND u.event_id = @event AND u.event_id <> ''",
            ("@source", source),
            ("@event", eventId));

    /// <summary>Whether it is paid for; false when it is not there.</summary>
    public static bool IsPaid(SqliteStatements statements, string id) =>
        statements.Number("SELECT is_paid FROM utterance WHERE id = @id", ("@id", id)) == 1;

    /// <summary>Those that were synthesized or played.</summary>
    public static List<UtteranceRow> Interrupted(SqliteStatements statements) =>
        All(statements, $"SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.state IN (2, 3) ORDER BY u.row");

    /// <summary>Those that are not final and fit.</summary>
    public static List<UtteranceRow> Matching(SqliteStatements statements, UtteranceMatch match)
    {
        var rows = All(
            statements,
            $"""
            SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.state IN (0, 1, 2, 3)
              AND (@id IS NULL OR u.id = @id) AND (@message IS NULL OR u.message_id = @message)
              AND (@redemption IS NULL OR u.redemption_id = @redemption) AND (@channel IS NULL OR u.channel = @channel)
            ORDER BY u.row
            """,
            ("@id", match.Id),
            ("@message", match.MessageId),
            ("@redemption", match.RedemptionId),
            ("@channel", match.Channel));
        rows.RemoveAll(row => !match.FitsRest(row.Utterance));
        return rows;
    }

    /// <summary>Words were taken back: those that are not final and fit, or say again what fits, in whatever state that is.</summary>
    public static List<UtteranceRow> TakenBack(SqliteStatements statements, UtteranceMatch match) => All(
        statements,
        $"{Hit} SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.state IN (0, 1, 2, 3) AND u.id IN (SELECT id FROM hit) ORDER BY u.row",
        HitBy(match));

    /// <summary>Notes on those that are over and fit, or say again what fits, that their words were taken back.</summary>
    public static void MarkTakenBack(SqliteStatements statements, UtteranceMatch match) => statements.Execute(
        $"{Hit} UPDATE utterance SET is_taken_back = 1 WHERE state >= 4 AND is_taken_back = 0 AND id IN (SELECT id FROM hit)",
        HitBy(match));

    /// <summary>Notes the chat message of one that has none, and of all that say it again.</summary>
    /// <returns>Whether it was noted.</returns>
    public static bool LinkMessage(SqliteStatements statements, string id, string messageId) => statements.Execute(
        """
        WITH RECURSIVE told (id) AS (SELECT @id UNION SELECT copy.id FROM told JOIN utterance copy ON copy.origin_id = told.id)
        UPDATE utterance SET message_id = @message WHERE message_id = '' AND id IN (SELECT id FROM told)
        """,
        ("@message", messageId),
        ("@id", id)) > 0;

    /// <summary>What says one again, or was released in its place, and is not over; null for nothing.</summary>
    public static UtteranceRow? OpenCopy(SqliteStatements statements, string origin) => First(
        statements,
        $"SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.origin_id = @origin AND u.state IN (0, 1, 2, 3) ORDER BY u.row LIMIT 1",
        ("@origin", origin));

    /// <summary>The last one that says one again, or was released in its place, over all steps, and was not rejected; null for nothing.</summary>
    public static UtteranceRow? LastCopy(SqliteStatements statements, string id) => First(
        statements,
        $"""
        WITH RECURSIVE told (id) AS (SELECT @id UNION SELECT copy.id FROM told JOIN utterance copy ON copy.origin_id = told.id)
        SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.id IN (SELECT id FROM told) AND u.id <> @id AND u.state <> 5 ORDER BY u.row DESC LIMIT 1
        """,
        ("@id", id));

    /// <summary>A page, newest id first.</summary>
    public static IReadOnlyList<Utterance> List(SqliteStatements statements, UtteranceQuery query)
    {
        // One statement for each kind of filter, so that each uses its own index.
        var filter = (query.State, query.ViewerId) switch
        {
            (null, null) => "TRUE",
            (not null, null) => "u.state = @state",
            (null, not null) => "u.viewer_id = @viewer",
            _ => "u.state = @state AND +u.viewer_id = @viewer",
        };
        return Snapshots(All(
            statements,
            $"""
            SELECT {UtteranceRow.Columns} FROM utterance u
            WHERE {filter} AND u.id < COALESCE(@after, '~')
            ORDER BY u.id DESC LIMIT @limit
            """,
            ("@state", (int?)query.State),
            ("@viewer", query.ViewerId),
            ("@after", query.After),
            ("@limit", query.Limit)));
    }

    /// <summary>How many are in each state.</summary>
    public static IReadOnlyDictionary<UtteranceState, int> Count(SqliteStatements statements)
    {
        var counts = Enum.GetValues<UtteranceState>().ToDictionary(static state => state, static _ => 0);
        using var reader = statements.Query("SELECT state, COUNT(*) FROM utterance GROUP BY state");
        while (reader.Read())
        {
            counts[(UtteranceState)reader.GetInt32(0)] = reader.GetInt32(1);
        }

        return counts;
    }

    /// <summary>The next transitions of the log, a batch at most.</summary>
    public static IReadOnlyList<UtteranceTransition> TransitionsAfter(SqliteStatements statements, long sequence)
    {
        using var reader = statements.Query(
            $"""
            SELECT {UtteranceRow.TransitionColumns} FROM transition t JOIN utterance u ON u.row = t.utterance
            WHERE t.sequence > @after ORDER BY t.sequence LIMIT {WatchBatch}
            """,
            ("@after", sequence));
        var transitions = new List<UtteranceTransition>();
        while (reader.Read())
        {
            transitions.Add(UtteranceRow.ReadTransition(reader));
        }

        return transitions;
    }

    /// <summary>Last sequence ever given, also when its line is gone.</summary>
    public static long LastSequence(SqliteStatements statements) =>
        statements.Number("SELECT seq FROM sqlite_sequence WHERE name = 'transition'") ?? 0;

    /// <summary>First row of a query over <see cref="UtteranceRow.Columns"/>.</summary>
    public static UtteranceRow? First(SqliteStatements statements, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = statements.Query(sql, parameters);
        return reader.Read() ? UtteranceRow.Read(reader) : null;
    }

    /// <summary>All rows of a query over <see cref="UtteranceRow.Columns"/>.</summary>
    public static List<UtteranceRow> All(SqliteStatements statements, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = statements.Query(sql, parameters);
        var rows = new List<UtteranceRow>();
        while (reader.Read())
        {
            rows.Add(UtteranceRow.Read(reader));
        }

        return rows;
    }

    /// <summary>The utterances of rows.</summary>
    public static IReadOnlyList<Utterance> Snapshots(List<UtteranceRow> rows) => rows.ConvertAll(static row => row.Utterance);

    private static (string Name, object? Value)[] HitBy(UtteranceMatch match) =>
    [
        ("@id", match.Id), ("@message", match.MessageId), ("@redemption", match.RedemptionId), ("@channel", match.Channel),
        ("@bySomebody", match.Viewer is not null), ("@viewer", match.Viewer?.Id ?? ""), ("@login", match.Viewer?.Login ?? ""),
        ("@fromViewers", match.OnlyFromViewers),
    ];
}
