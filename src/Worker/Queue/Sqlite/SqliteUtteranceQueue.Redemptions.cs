using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Queue.Sqlite;

/// <content>The ledger of redemptions in the same file, so that an utterance's end and what it means for the points are one transaction.</content>
internal sealed partial class SqliteUtteranceQueue
{
    private static readonly SettlementOptions DefaultSettlement = new();

    private readonly IOptionsMonitor<SettlementOptions>? _settlement;
    private readonly WorkSignal _due;

    private SettlementOptions Settlement => _settlement?.CurrentValue ?? DefaultSettlement;

    /// <inheritdoc/>
    public async ValueTask WaitForDueAsync(CancellationToken cancellationToken) => await _due.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RedemptionDue>> ListDueAsync(int limit, CancellationToken cancellationToken) => WriteAsync<IReadOnlyList<RedemptionDue>>(
        t =>
        {
            var due = Due(t.Statements, limit, _time.GetUtcNow());
            if (due.Count == 0)
            {
                var next = t.Statements.Number("SELECT MIN(due_at) FROM redemption WHERE due_at IS NOT NULL");
                // Runs while the turn is still held: a line that follows sets the signal after this.
                t.AfterCommit = () => _due.Reset(next is { } ticks ? UtteranceRow.Time(ticks) : null);
            }

            return due;
        },
        static _ => false,
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask MarkToldAsync(IReadOnlyCollection<string> ids, bool mayReply, CancellationToken cancellationToken) =>
        await ForEachAsync(
            ids,
            (statements, id) => statements.Execute(
                "UPDATE redemption SET told_at = @now, due_at = NULL, reply = CASE WHEN @reply OR reply = 2 THEN reply ELSE 0 END WHERE id = @id AND told_at IS NULL",
                ("@id", id),
                ("@now", _time.GetUtcNow().UtcTicks),
                ("@reply", mayReply)),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask PostponeAsync(IReadOnlyCollection<string> ids, DateTimeOffset due, bool isInDoubt, CancellationToken cancellationToken) =>
        await ForEachAsync(
            ids,
            (statements, id) => statements.Execute(
                "UPDATE redemption SET due_at = @due, attempts = attempts + @attempt WHERE id = @id AND due_at IS NOT NULL",
                ("@id", id),
                ("@attempt", isInDoubt ? 1 : 0),
                ("@due", due.UtcTicks)),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask HurryAsync(CancellationToken cancellationToken) => await WriteAsync(
        t => t.HasDueRedemption |= t.Statements.Execute("UPDATE redemption SET due_at = @now WHERE due_at > @now", ("@now", _time.GetUtcNow().UtcTicks)) > 0,
        static _ => false,
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetAsideAsync(IReadOnlyCollection<string> ids, string reason, CancellationToken cancellationToken) =>
        await ForEachAsync(
            ids,
            (statements, id) => statements.Execute(
                "UPDATE redemption SET due_at = NULL, set_aside = @reason WHERE id = @id AND due_at IS NOT NULL", ("@id", id), ("@reason", reason)),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> MarkForeignAsync(string rewardId, string title, CancellationToken cancellationToken) =>
        WriteAsync(t => SqliteRedemptions.MarkForeign(t.Statements, rewardId, title, _time.GetUtcNow()), static _ => false, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask NoteSettledAsync(string redemptionId, bool isFulfilled, CancellationToken cancellationToken) =>
        await ForEachAsync([redemptionId], (statements, id) => SqliteRedemptions.NoteSettled(statements, id, isFulfilled, _time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RecallAsync(RewardRedemption redemption, DateTimeOffset listedAt, CancellationToken cancellationToken) =>
        WriteAsync(t => SqliteRedemptions.Recall(t, redemption, listedAt, Settlement, _time.GetUtcNow()), static _ => true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RefundNotice>> ListNoticesAsync(int limit, CancellationToken cancellationToken) => Reader.ReadAsync<IReadOnlyList<RefundNotice>>(
        statements =>
        {
            using var reader = statements.Query(
                "SELECT id, viewer, reason_code FROM redemption WHERE reply = 1 AND told_at IS NOT NULL ORDER BY told_at, id LIMIT @limit", ("@limit", limit));
            var notices = new List<RefundNotice>();
            while (reader.Read())
            {
                notices.Add(new RefundNotice(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
            }

            return notices;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask MarkNoticedAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await ForEachAsync(ids, static (statements, id) => statements.Execute("UPDATE redemption SET reply = 2 WHERE id = @id", ("@id", id)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KnownReward>> ListRewardsAsync(CancellationToken cancellationToken) => Reader.ReadAsync<IReadOnlyList<KnownReward>>(
        static statements =>
        {
            using var reader = statements.Query("SELECT id, title, is_own, needs_input FROM reward ORDER BY id");
            var rewards = new List<KnownReward>();
            while (reader.Read())
            {
                rewards.Add(new KnownReward(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3)));
            }

            return rewards;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SaveOwnRewardsAsync(IReadOnlyCollection<KnownReward> own, CancellationToken cancellationToken) => await WriteAsync(
        t => t.HasDueRedemption |= SqliteRedemptions.SaveOwn(t.Statements, own, _time.GetUtcNow()), static _ => false, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<LedgerStatus> GetStatusAsync(CancellationToken cancellationToken) => Reader.ReadAsync(SqliteRedemptions.Status, cancellationToken);

    private static List<RedemptionDue> Due(SqliteStatements statements, int limit, DateTimeOffset now)
    {
        using var reader = statements.Query(
            "SELECT id, reward_id, is_fulfilled, attempts FROM redemption WHERE due_at <= @now ORDER BY due_at, id LIMIT @limit",
            ("@now", now.UtcTicks),
            ("@limit", limit));
        var due = new List<RedemptionDue>();
        while (reader.Read())
        {
            due.Add(new RedemptionDue(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt32(3)));
        }

        return due;
    }

    private async ValueTask ForEachAsync(IReadOnlyCollection<string> ids, Action<SqliteStatements, string> work, CancellationToken cancellationToken) => await WriteAsync(
        t =>
        {
            foreach (var id in ids)
            {
                work(t.Statements, id);
            }

            return true;
        },
        static _ => false,
        cancellationToken);

    /// <summary>Part of the transaction that ends an utterance.</summary>
    private void Settle(SqliteTransitions transitions, Utterance utterance, DateTimeOffset now)
    {
        var options = Settlement;
        transitions.HasDueRedemption |= options.Enabled && SqliteRedemptions.Decide(transitions.Statements, utterance, options, now);
    }
}
