namespace IShowTts.Integrations.Discord;

/// <summary>How the bot is.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Reason">Why, short and stable, kebab-case: <c>bad-token</c>, <c>intents</c>, <c>library</c>, <c>node-missing</c> …; empty when all is well.</param>
/// <param name="Detail">One or two sentences for people: what happened and the cure; empty when all is well.</param>
/// <param name="User">The bot's name at Discord; empty until it was ready.</param>
/// <param name="ApplicationId">Id of its application; empty until it was ready.</param>
public sealed record DiscordBotState(DiscordBotPhase Phase, string Reason = "", string Detail = "", string User = "", string ApplicationId = "");
