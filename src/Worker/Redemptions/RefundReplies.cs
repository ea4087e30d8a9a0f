using IShowTts.Integrations.Events;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Redemptions;

/// <summary>Tells viewers in chat that their points are back, once, after Twitch took the refund.</summary>
internal sealed class RefundReplies(
    IRedemptionLedger ledger, IEnumerable<IChatWriter> writers, IOptionsMonitor<SettlementOptions> options, TimeProvider time, ILogger<RefundReplies> logger)
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly IChatWriter[] writers = [.. writers];

    /// <summary>Says what is to be said; what cannot be said now is not said later.</summary>
    /// <exception cref="Queue.QueueStoreException">The ledger cannot be used.</exception>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        while (await ledger.ListNoticesAsync(AtOnce, cancellationToken) is { Count: > 0 } notices)
        {
            // Noted first: a line that is lost is better than one that is said twice.
            await ledger.MarkNoticedAsync([.. notices.Select(static notice => notice.Id)], cancellationToken);
            if (options.CurrentValue.Reply && Array.Find(writers, static writer => writer.CanWrite) is { } writer)
            {
                await WriteAsync(writer, RefundLine.Write(options.CurrentValue.ReplyText, notices), cancellationToken);
            }
        }
    }

    private async ValueTask WriteAsync(IChatWriter writer, string line, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await writer.WriteAsync(line, null, either.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The points are back all the same; the telling of it must not hold up the next refund.
            Log.NotSaid(logger, e.Message);
        }
    }
}
