namespace IShowTts.Integrations.Twitch.Text;

/// <summary>Twitch's words for how much a subscription costs.</summary>
internal static class SubscriptionTiers
{
    /// <summary>1, 2 or 3; 0 for Prime; 1 for what is not told or unknown.</summary>
    /// <param name="plan"><c>Prime</c>, <c>1000</c>, <c>2000</c>, <c>3000</c>.</param>
    public static int Read(string plan) => plan switch
    {
        "Prime" or "prime" => 0,
        "2000" => 2,
        "3000" => 3,
        _ => 1,
    };
}
