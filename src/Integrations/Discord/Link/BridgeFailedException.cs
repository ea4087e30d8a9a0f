namespace IShowTts.Integrations.Discord.Link;

/// <summary>Starting the bridge again does not help; a person must act. The message is for people, says the cure and holds no secret.</summary>
/// <param name="reason">Short stable reason, kebab-case.</param>
/// <param name="message">What happened and the cure.</param>
/// <param name="inner">The cause, when there is one.</param>
internal sealed class BridgeFailedException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Short stable reason, kebab-case.</summary>
    public string Reason { get; } = reason;
}
