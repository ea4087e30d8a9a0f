namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>Forgets finished utterances beyond the history's limits, with their transitions. Paid ones have a share of their own, so that a flood of chat cannot push them out.</summary>
/// <remarks>Used in the writer's turn only.</remarks>
internal sealed class SqliteRetention
{
    /// <summary>Finished utterances between two clear-ups.</summary>
    private const int Every = 128;

    /// <summary>Most utterances forgotten at once, so that no caller waits long.</summary>
    private const int Batch = 512;

    /// <summary>Transitions kept for each finished utterance that is kept.</summary>
    private const int TransitionsPerUtterance = 20;

    /// <summary>Viewers whose last turn is remembered.</summary>
    private const int TurnsKept = 10_000;

    /// <summary>How long a paid one stays whatever the limits: its key makes a late redelivery of a service a repeat.</summary>
    private static readonly TimeSpan PaidStays = TimeSpan.FromHours(72);

    private int _finished;

    /// <summary>Clears up completely.</summary>
    public void Start(SqliteStatements statements, QueueOptions options, DateTimeOffset now)
    {
        while (ClearUp(statements, options, now) > 0)
        {
            _finished = 0;
        }
    }

    /// <summary>Clears up a batch when enough were finished since the last time.</summary>
    public void AfterChanges(SqliteTransitions transitions, QueueOptions options, DateTimeOffset now)
    {
        foreach (var transition in transitions.Made)
        {
            _finished += transition.Utterance.State.IsFinal() ? 1 : 0;
        }

        if (_finished >= Every)
        {
            _finished = 0;
            ClearUp(transitions.Statements, options, now);
        }
    }

    private static int ClearUp(SqliteStatements statements, QueueOptions options, DateTimeOffset now)
    {
        var oldest = now.AddDays(-options.HistoryDays).UtcTicks;
        var forgotten = 0;
        for (var isPaid = 0; isPaid <= 1; isPaid++)
        {
            var young = isPaid == 1 ? (now - PaidStays).UtcTicks : long.MaxValue;
            forgotten += statements.Execute(
                $"""
                DELETE FROM utterance WHERE row IN (
                  SELECT row FROM utterance WHERE is_paid = @paid AND finished_at < @oldest LIMIT {Batch})
                """,
                ("@paid", isPaid),
                ("@oldest", Math.Min(oldest, young)));
            forgotten += statements.Execute(
                $"""
                DELETE FROM utterance WHERE row IN (
                  SELECT row FROM utterance WHERE is_paid = @paid AND finished_at IS NOT NULL
                  ORDER BY finished_at DESC, row DESC
                  LIMIT {Batch} OFFSET MAX(@limit, (SELECT COUNT(*) FROM utterance WHERE is_paid = @paid AND finished_at >= @young)))
                """,
                ("@paid", isPaid),
                ("@young", young),
                ("@limit", options.HistoryLimit));
        }

        forgotten += SqliteRedemptions.Forget(statements, oldest, options.HistoryLimit, Batch);
        statements.Execute(
            "DELETE FROM transition WHERE sequence <= (SELECT MAX(sequence) FROM transition) - @limit",
            ("@limit", (long)TransitionsPerUtterance * options.HistoryLimit));
        statements.Execute(
            $"DELETE FROM viewer_turn WHERE turn <= (SELECT turn FROM viewer_turn ORDER BY turn DESC LIMIT 1 OFFSET {TurnsKept})");
        return forgotten;
    }
}
