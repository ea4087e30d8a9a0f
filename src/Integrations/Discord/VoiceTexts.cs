using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <summary>States and reasons of voice connections and of the bot, as sentences with the cure.</summary>
internal static class VoiceTexts
{
    /// <summary>How a voice connection is.</summary>
    /// <param name="told">What the bridge told.</param>
    /// <param name="channel">Name of the channel, or its id.</param>
    public static string Describe(VoiceCondition told, string channel) => told.Phase switch
    {
        DiscordVoicePhase.Joining => $"The bot is joining {channel}.",
        DiscordVoicePhase.Securing => $"The bot is in {channel} and waits for the keys of the encryption.",
        DiscordVoicePhase.Ready => $"in {channel} with {told.Listeners} {(told.Listeners == 1 ? "listener" : "listeners")}, {(told.IsEncrypted ? "encrypted" : "not end-to-end encrypted")}",
        DiscordVoicePhase.Alone => $"Nobody is in {channel} to hear: nothing is spoken there until somebody comes.",
        DiscordVoicePhase.Muted when told.Reason == "server-muted" => $"A moderator has muted the bot on the server: nothing is spoken in {channel} until it is unmuted.",
        DiscordVoicePhase.Muted => $"The bot may not speak in {channel}, and nothing is spoken there until it may. On a stage, invite it to speak or give it Mute Members; elsewhere give it Speak.",
        DiscordVoicePhase.Away => $"The bot has left {channel} because nobody was there; it comes back when somebody joins.",
        DiscordVoicePhase.Lost => $"The voice connection to {channel} was lost: {OfLoss(told.Reason)} The bot tries again.{More(told)}",
        DiscordVoicePhase.Left when told.Reason == "kicked" => OfStop(told.Reason, channel),
        DiscordVoicePhase.Left => $"The bot was told to leave {channel}; /tts join brings it back.",
        DiscordVoicePhase.Stopped => $"{OfStop(told.Reason, channel)}{More(told)}",
        _ => "The Discord bot is starting.",
    };

    /// <summary>Why the bot gave up.</summary>
    /// <param name="reason">The bridge's word.</param>
    /// <param name="detail">More words of it, cleaned; may be empty.</param>
    public static string OfFailure(string reason, string detail) => reason switch
    {
        "bad-token" => "Discord does not accept the token. Copy a new one from the page Bot of your application at discord.com/developers to Discord:Token, then start the worker again.",
        "intents" => "Discord refuses an intent that is asked for. Switch on Message Content Intent on the page Bot of your application at discord.com/developers, or empty Discord:TextChannels, then start the worker again.",
        "library" => $"The packages of the Discord bridge are missing or broken. Run {BridgeFiles.Cure}, then start the worker again.{Said(detail)}",
        _ => $"The Discord bot cannot go on ({reason}). Run `ishowtts doctor`, then start the worker again.{Said(detail)}",
    };

    private static string OfLoss(string reason) => reason switch
    {
        "socket" => "the line broke.",
        "session" => "Discord ended the session.",
        "moved" => "the bot was moved.",
        "region" => "Discord changed the server.",
        "kicked" => "somebody disconnected the bot.",
        "no-answer" => "Discord did not let it in; it may lack the permission to connect, or the channel is full.",
        "no-keys" => "the keys of the encryption did not come.",
        "" => "Discord gave no reason.",
        _ => $"{reason}.",
    };

    private static string OfStop(string reason, string channel) => reason switch
    {
        "dave-required" => $"Discord refused the voice connection because it was not end-to-end encrypted (4017). Update the bridge: {BridgeFiles.Cure}",
        "no-permission" => $"The bot may not speak in {channel}. Give it View Channel, Connect and Speak there; it then joins by itself.",
        "no-channel" => $"There is no voice channel {channel} on that server, or the bot does not see it. Invite the bot or let it see the channel, and it joins by itself; or check Discord:Channels, then start the worker again.",
        "call-ended" => $"Discord ended the call in {channel} (4022). Use /tts join to join again.",
        "rate-limited" => "Discord refused the voice connection because of too many tries (4021). It tries again after 10 minutes.",
        "guild-taken" => "Another configured channel of that server is in use, and a bot can be in one voice channel of a server. Remove one from Outputs:Sinks.",
        "kicked" => $"Somebody disconnected the bot from {channel}. Use /tts join to bring it back.",
        _ => $"The voice connection to {channel} ended for good ({(reason.Length == 0 ? "no reason was given" : reason)}). Use /tts join to join again.",
    };

    private static string More(VoiceCondition told) => Said(told.Detail);

    private static string Said(string detail) => detail.Length > 0 ? $" ({detail})" : "";
}
