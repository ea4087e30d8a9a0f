using IShowTts.Integrations.Events;

namespace IShowTts.QueueCrash;

/// <summary>Tells a redemption as Twitch's feeds do: one in three also as a line in chat, which names the reward and has an id of its own.</summary>
internal static class CrashFeeds
{
    /// <summary>What they tell, in their order; the same redemption is told alike each time.</summary>
    /// <param name="redeemed">As the feed of redemptions tells it.</param>
    public static IEnumerable<Redemption> Tell(Redemption redeemed) => (redeemed.Message.Text.Length, redeemed.Viewer.Login[^1]) switch
    {
        (0, _) => [redeemed],
        (_, '1' or '5' or '8') => [CopyOf(redeemed), redeemed],
        (_, '3') => [redeemed, CopyOf(redeemed)],
        _ => [redeemed],
    };

    private static Redemption CopyOf(Redemption redeemed) => redeemed with
    {
        Id = "chat-" + redeemed.Id,
        MessageId = "chat-" + redeemed.Id,
        Feed = "channel.chat.message",
        At = redeemed.At + TimeSpan.FromMilliseconds(200),
        RewardTitle = "",
        Cost = 0,
        RedemptionId = null,
    };
}
