namespace IShowTts.Worker.Cli.Twitch;

/// <summary>A reward, as <c>twitch rewards list|create --json</c> prints it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Cost">Points.</param>
/// <param name="IsEnabled">Viewers see it.</param>
/// <param name="NeedsInput">Viewers must type something.</param>
/// <param name="IsOwn">iShowTTS made it.</param>
/// <param name="CanBeRefunded">Points can go back: only of our own.</param>
/// <param name="Read"><c>yes</c>, <c>with-text</c> or <c>no</c>.</param>
internal sealed record RewardReport(string Id, string Title, int Cost, bool IsEnabled, bool NeedsInput, bool IsOwn, bool CanBeRefunded, string Read);

/// <summary>Result of <c>twitch rewards remove --json</c>.</summary>
/// <param name="Id">Id of the reward that is gone.</param>
/// <param name="Title">Its title.</param>
/// <param name="Refunded">Open redemptions whose points went back before.</param>
internal sealed record RewardRemovedReport(string Id, string Title, int Refunded);
