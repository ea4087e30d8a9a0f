using System.Globalization;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Gives the ids of one run a mark of their own, alike in messages and in what takes them back.</summary>
/// <param name="startedAt">When the run began.</param>
internal sealed class RehearsalRun(DateTimeOffset startedAt)
{
    private readonly string _mark = startedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) + ":";

    /// <summary>The event with this run's ids.</summary>
    /// <param name="streamEvent">As the file tells it.</param>
    public StreamEvent Rename(StreamEvent streamEvent)
    {
        var renamed = streamEvent with { Id = _mark + streamEvent.Id };
        return renamed switch
        {
            GiftSubscription gift => gift with { MessageId = Mark(gift.MessageId), BombId = Mark(gift.BombId) },
            Redemption redemption => redemption with { MessageId = Mark(redemption.MessageId), RedemptionId = Mark(redemption.RedemptionId) },
            MessageEvent message => message with { MessageId = Mark(message.MessageId) },
            MessageDeleted deleted => deleted with { MessageId = Mark(deleted.MessageId) },
            HeldMessageReviewed reviewed => reviewed with { MessageId = Mark(reviewed.MessageId) },
            RedemptionChanged changed => changed with { RedemptionId = Mark(changed.RedemptionId) },
            _ => renamed,
        };
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(id))]
    private string? Mark(string? id) => string.IsNullOrEmpty(id) ? id : _mark + id;
}
