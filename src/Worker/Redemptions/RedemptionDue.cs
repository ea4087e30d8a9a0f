namespace IShowTts.Worker.Redemptions;

/// <summary>A redemption that Twitch must be told about.</summary>
/// <param name="Id">Twitch's id of it.</param>
/// <param name="RewardId">Its reward.</param>
/// <param name="IsFulfilled">True to fulfil, false to give the points back.</param>
/// <param name="Attempts">Tries so far that ended without an answer, so that Twitch may have done it.</param>
internal sealed record RedemptionDue(string Id, string RewardId, bool IsFulfilled, int Attempts);

/// <summary>A viewer who is to be told that the points are back.</summary>
/// <param name="Id">The redemption.</param>
/// <param name="Viewer">The viewer's login, or the shown name where there is none.</param>
/// <param name="ReasonCode">One of <see cref="Queue.ReasonCodes"/>.</param>
internal sealed record RefundNotice(string Id, string Viewer, string ReasonCode);

/// <summary>A reward that the worker has seen.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title; empty when it is not known.</param>
/// <param name="IsOwn">Our client id made it, so that it can be refunded.</param>
/// <param name="NeedsInput">Viewers must type something.</param>
internal sealed record KnownReward(string Id, string Title, bool IsOwn, bool NeedsInput);

/// <summary>How the telling goes: for people.</summary>
/// <param name="Due">Redemptions that Twitch is not told about yet.</param>
/// <param name="OldestDue">Since when the oldest of them is decided; null for none.</param>
/// <param name="SetAside">Redemptions that Twitch refused for good.</param>
/// <param name="LastRefusal">Why the last of them was refused; null for none.</param>
internal sealed record LedgerStatus(int Due, DateTimeOffset? OldestDue, int SetAside, string? LastRefusal);
