namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>There is no connection, or it was of no use; trying again later may help.</summary>
/// <param name="message">Why, for people; holds no secret.</param>
/// <param name="inner">What happened.</param>
internal sealed class EventSubConnectionException(string message, Exception? inner = null) : Exception(message, inner);
