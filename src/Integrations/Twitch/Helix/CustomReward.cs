namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>A channel-point reward.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Cost">Points.</param>
/// <param name="IsEnabled">Viewers see it.</param>
/// <param name="NeedsInput">Viewers must type something.</param>
public sealed record CustomReward(string Id, string Title, int Cost, bool IsEnabled, bool NeedsInput);
