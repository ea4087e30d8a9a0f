namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>What a new reward is. Its redemptions always wait for us, so that they can be refunded.</summary>
/// <param name="Title">1 to 45 characters, unique in the channel.</param>
/// <param name="Cost">Points, 1 or more.</param>
public sealed record CustomRewardSettings(string Title, int Cost)
{
    /// <summary>What viewers are told, up to 200 characters.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>Viewers must type something.</summary>
    public bool NeedsInput { get; init; } = true;

    /// <summary>Seconds between two redemptions of anybody; 0 for none.</summary>
    public int CooldownSeconds { get; init; }

    /// <summary>Most redemptions in a stream; 0 for no limit.</summary>
    public int MaxPerStream { get; init; }

    /// <summary>Most redemptions of one viewer in a stream; 0 for no limit.</summary>
    public int MaxPerUserPerStream { get; init; }
}
