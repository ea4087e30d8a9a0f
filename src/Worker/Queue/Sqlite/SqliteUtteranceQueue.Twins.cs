namespace IShowTts.Worker.Queue.Sqlite;

/// <content>One thing that two feeds told.</content>
internal sealed partial class SqliteUtteranceQueue
{
    /// <inheritdoc/>
    public ValueTask<TakeOverResult> TakeOverAsync(string lesserId, Utterance better, CancellationToken cancellationToken) =>
        WriteAsync(
            t =>
            {
                var now = _time.GetUtcNow();
                var lesser = SqliteRows.ById(t.Statements, lesserId);
                if (SqliteRows.ByEvent(t.Statements, better.Source, better.EventId) is not null)
                {
                    return new TakeOverResult(SqliteAddition.Add(t, better, _options.CurrentValue, now), null);
                }

                var (change, paid, stored) = TakeOver.Decide(lesser?.Utterance, better, SqliteRows.LastCopy(t.Statements, lesserId)?.Utterance);
                if (paid is not null && lesser is { } paying)
                {
                    t.Pay(paying.Row, paid);
                    lesser = paying with { Utterance = paid };
                }

                if (stored.MessageId.Length > 0 && SqliteRows.LinkMessage(t.Statements, lesserId, stored.MessageId))
                {
                    lesser = SqliteRows.ById(t.Statements, lesserId);
                }

                // First its place is free, then the better one may take it.
                var overtaken = change is not null && lesser is { } row ? t.Change(row, change, now) : null;
                return new TakeOverResult(SqliteAddition.Add(t, stored, _options.CurrentValue, now), overtaken);
            },
            static _ => true,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> LinkMessageAsync(string id, string messageId, CancellationToken cancellationToken) =>
        WriteAsync(
            t => SqliteRows.LinkMessage(t.Statements, id, messageId),
            s => SqliteRows.IsPaid(s, id),
            cancellationToken);
}
