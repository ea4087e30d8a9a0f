using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Worker.Redemptions;
using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>The table of redemptions: one line for each whose utterance is over.</summary>
/// <remarks>Column <c>reply</c>: 0 nothing to say, 1 to be said once Twitch took the refund, 2 said.</remarks>
internal static class SqliteRedemptions
{
    /// <summary>What lines of a foreign reward are set aside with.</summary>
    private const string Foreign = "foreign";

    /// <summary>Longest time between a redemption and its chat message, which has another id.</summary>
    private static readonly TimeSpan TwinWindow = TimeSpan.FromSeconds(30);

    /// <summary>Writes what becomes of the redemption of an utterance that is over; the first line stays.</summary>
    /// <returns>Whether something became due.</returns>
    public static bool Decide(SqliteStatements statements, Utterance utterance, SettlementOptions options, DateTimeOffset now)
    {
        if (utterance is not { RedemptionId.Length: > 0, RewardId.Length: > 0 } || utterance.Source == OwnRewards.Rehearsal
            || RedemptionOutcome.IsFulfilled(utterance, options.RefundModerated) is not { } isFulfilled
            || statements.Number("SELECT is_own FROM reward WHERE id = @id", ("@id", utterance.RewardId)) == 0)
        {
            return false;
        }

        var code = utterance.Reason?.Code ?? "";
        // Who withdrew a message was answered by the command.
        var reply = !isFulfilled && options.Reply && code != ReasonCodes.Withdrawn;
        return Insert(statements, utterance, isFulfilled, now, now, reply) == 1;
    }

    /// <summary>Notes that somebody settled it, or that we hear the echo of our own telling.</summary>
    public static void NoteSettled(SqliteStatements statements, string redemptionId, bool isFulfilled, DateTimeOffset now)
    {
        var known = statements.Execute(
            """
            UPDATE redemption SET told_at = COALESCE(told_at, @now), due_at = NULL, set_aside = NULL,
              reply = CASE WHEN is_fulfilled = @fulfilled THEN reply ELSE 0 END, is_fulfilled = @fulfilled
            WHERE id = @id AND (told_at IS NULL OR is_fulfilled <> @fulfilled)
            """,
            ("@id", redemptionId),
            ("@now", now.UtcTicks),
            ("@fulfilled", isFulfilled));
        if (known == 0 && ByRedemption(statements, redemptionId) is { } row)
        {
            Insert(statements, row.Utterance, isFulfilled, now, null, false);
        }
    }

    /// <summary>Whether an open redemption that Twitch lists was taken in; what is over becomes due again.</summary>
    public static bool Recall(SqliteTransitions transitions, RewardRedemption redemption, DateTimeOffset listedAt, SettlementOptions options, DateTimeOffset now)
    {
        var statements = transitions.Statements;
        if (statements.Number("SELECT 1 FROM redemption WHERE id = @id", ("@id", redemption.Id)) is not null)
        {
            transitions.HasDueRedemption |= statements.Execute(
                "UPDATE redemption SET due_at = @now, told_at = NULL, set_aside = NULL WHERE id = @id AND due_at IS NULL AND COALESCE(told_at, 0) < @listed",
                ("@id", redemption.Id),
                ("@now", now.UtcTicks),
                ("@listed", listedAt.UtcTicks)) > 0;
            return true;
        }

        if ((ByRedemption(statements, redemption.Id) ?? Link(statements, redemption)) is not { } row)
        {
            return false;
        }

        transitions.HasDueRedemption |= row.Utterance.State.IsFinal() && Decide(statements, row.Utterance, options, now);
        return true;
    }

    /// <summary>Forgets lines that are over, beyond the history's limits; what Twitch must be told stays.</summary>
    /// <returns>How many were forgotten.</returns>
    public static int Forget(SqliteStatements statements, long oldest, int limit, int batch) =>
        statements.Execute(
            """
            DELETE FROM redemption WHERE id IN (
              SELECT id FROM redemption WHERE due_at IS NULL AND decided_at < @oldest LIMIT @batch)
            """,
            ("@oldest", oldest),
            ("@batch", batch))
        + statements.Execute(
            """
            DELETE FROM redemption WHERE id IN (
              SELECT id FROM redemption WHERE due_at IS NULL ORDER BY decided_at DESC LIMIT @batch OFFSET @limit)
            """,
            ("@limit", limit),
            ("@batch", batch));

    /// <summary>Marks a reward as one of another client.</summary>
    /// <returns>False when that was known before.</returns>
    public static bool MarkForeign(SqliteStatements statements, string rewardId, string title, DateTimeOffset now)
    {
        statements.Execute(
            "UPDATE redemption SET due_at = NULL, set_aside = @aside WHERE reward_id = @id AND due_at IS NOT NULL",
            ("@id", rewardId),
            ("@aside", Foreign));
        return statements.Execute(
            """
            INSERT INTO reward (id, title, is_own, needs_input, seen_at) VALUES (@id, @title, 0, 0, @now)
            ON CONFLICT (id) DO UPDATE SET is_own = 0, seen_at = @now WHERE is_own = 1
            """,
            ("@id", rewardId),
            ("@title", title),
            ("@now", now.UtcTicks)) > 0;
    }

    /// <summary>Replaces the list of our own rewards.</summary>
    /// <returns>Whether something became due.</returns>
    public static bool SaveOwn(SqliteStatements statements, IReadOnlyCollection<KnownReward> own, DateTimeOffset now)
    {
        // One that is gone is forgotten, not called foreign: its last redemptions may still be on their way.
        statements.Execute("DELETE FROM reward WHERE is_own = 1");
        var due = 0;
        foreach (var reward in own)
        {
            statements.Execute(
                """
                INSERT INTO reward (id, title, is_own, needs_input, seen_at) VALUES (@id, @title, 1, @input, @now)
                ON CONFLICT (id) DO UPDATE SET title = @title, is_own = 1, needs_input = @input, seen_at = @now
                """,
                ("@id", reward.Id),
                ("@title", reward.Title),
                ("@input", reward.NeedsInput),
                ("@now", now.UtcTicks));
            due += statements.Execute(
                "UPDATE redemption SET due_at = @now, set_aside = NULL WHERE reward_id = @id AND set_aside = @aside",
                ("@id", reward.Id),
                ("@now", now.UtcTicks),
                ("@aside", Foreign));
        }

        return due > 0;
    }

    /// <summary>How the telling goes.</summary>
    public static LedgerStatus Status(SqliteStatements statements)
    {
        using var reader = statements.Query(
            """
            SELECT COUNT(due_at), MIN(CASE WHEN due_at IS NOT NULL THEN decided_at END), COUNT(NULLIF(set_aside, @aside)),
              (SELECT set_aside FROM redemption WHERE set_aside <> @aside ORDER BY decided_at DESC LIMIT 1) FROM redemption
            """,
            ("@aside", Foreign));
        return reader.Read()
            ? new LedgerStatus(
                reader.GetInt32(0), reader.IsDBNull(1) ? null : UtteranceRow.Time(reader.GetInt64(1)), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetString(3))
            : new LedgerStatus(0, null, 0, null);
    }

    /// <summary>The same of a file that nobody of ours has open for writing; a file of an older version has no line.</summary>
    /// <param name="connection">To the file, for reading.</param>
    public static LedgerStatus Status(SqliteConnection connection)
    {
        using var statements = new SqliteStatements(connection);
        return statements.Number("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'redemption'") == 1
            ? Status(statements)
            : new LedgerStatus(0, null, 0, null);
    }

    private static int Insert(SqliteStatements statements, Utterance utterance, bool isFulfilled, DateTimeOffset now, DateTimeOffset? due, bool reply) =>
        statements.Execute(
            """
            INSERT INTO redemption (id, reward_id, channel, utterance_id, viewer, is_fulfilled, reason_code, decided_at, due_at, told_at, reply)
            VALUES (@id, @reward, @channel, @utterance, @viewer, @fulfilled, @code, @now, @due, @told, @reply)
            ON CONFLICT (id) DO NOTHING
            """,
            ("@id", utterance.RedemptionId),
            ("@reward", utterance.RewardId),
            ("@channel", utterance.Channel),
            ("@utterance", utterance.Id),
            ("@viewer", utterance.Viewer.Login.Length > 0 ? utterance.Viewer.Login : utterance.Viewer.DisplayName),
            ("@fulfilled", isFulfilled),
            ("@code", utterance.Reason?.Code ?? ""),
            ("@now", now.UtcTicks),
            ("@due", due?.UtcTicks),
            ("@told", due is null ? now.UtcTicks : null),
            ("@reply", reply ? 1 : 0));

    private static UtteranceRow? ByRedemption(SqliteStatements statements, string redemptionId) => SqliteRows.First(
        statements, $"SELECT {UtteranceRow.Columns} FROM utterance u WHERE u.redemption_id = @id LIMIT 1", ("@id", redemptionId));

    /// <summary>The utterance that was read from chat alone: the same reward, viewer and words, at the same time. Not one in whose place its better twin is spoken.</summary>
    private static UtteranceRow? Link(SqliteStatements statements, RewardRedemption redemption)
    {
        var twin = SqliteRows.First(
            statements,
            $"""
            SELECT {UtteranceRow.Columns} FROM utterance u
            WHERE u.viewer_id = @viewer AND u.viewer_id <> '' AND u.reward_id = @reward AND u.redemption_id IS NULL
              AND COALESCE(u.reason_code, '') <> @twin
              AND TRIM(u.original_text) = TRIM(@words) AND u.event_at BETWEEN @from AND @to
            ORDER BY ABS(u.event_at - @at), u.row LIMIT 1
            """,
            ("@viewer", redemption.Viewer.Id),
            ("@reward", redemption.Reward.Id),
            ("@words", redemption.Input),
            ("@twin", ReasonCodes.Twin),
            ("@from", (redemption.RedeemedAt - TwinWindow).UtcTicks),
            ("@to", (redemption.RedeemedAt + TwinWindow).UtcTicks),
            ("@at", redemption.RedeemedAt.UtcTicks));
        if (twin is { } row)
        {
            statements.Execute("UPDATE utterance SET redemption_id = @id WHERE row = @row", ("@id", redemption.Id), ("@row", row.Row));
            return new UtteranceRow(row.Row, row.Utterance with { RedemptionId = redemption.Id });
        }

        return null;
    }
}
