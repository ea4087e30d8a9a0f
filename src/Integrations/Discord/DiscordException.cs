namespace IShowTts.Integrations.Discord;

/// <summary>The bot cannot do what was asked. <see cref="Exception.Message"/> is for people, names the cure and holds no secret.</summary>
/// <param name="code">Short stable reason, kebab-case: <c>bridge-gone</c>, <c>unknown-channel</c>, <c>no-answer</c>.</param>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The cause, when there is one.</param>
public sealed class DiscordException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Short stable reason, kebab-case.</summary>
    public string Code { get; } = code;
}
