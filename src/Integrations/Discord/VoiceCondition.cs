namespace IShowTts.Integrations.Discord;

/// <summary>What the bridge last told of a voice connection.</summary>
/// <param name="Phase">Its state.</param>
/// <param name="Reason">Why, kebab-case; empty when there is none.</param>
/// <param name="Detail">More words of the bridge, cleaned; may be empty.</param>
/// <param name="ChannelId">Channel it is in or goes to; empty when not told.</param>
/// <param name="Listeners">People there who can hear.</param>
/// <param name="IsEncrypted">Whether speech is end-to-end encrypted.</param>
internal sealed record VoiceCondition(DiscordVoicePhase Phase, string Reason = "", string Detail = "", string ChannelId = "", int Listeners = 0, bool IsEncrypted = false);
