namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>A line that was written over Helix.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SenderId">Who wrote it.</param>
/// <param name="Text">Its words.</param>
/// <param name="ReplyTo">Message it answers; null for none.</param>
public sealed record LoopbackChatLine(string Id, string SenderId, string Text, string? ReplyTo);
