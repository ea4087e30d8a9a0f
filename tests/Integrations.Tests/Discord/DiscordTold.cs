namespace IShowTts.Integrations.Tests.Discord;

/// <summary>What a bridge tells of people, as it sends it.</summary>
internal static class DiscordTold
{
    public const string User = "400000000000000001";

    public static object Interaction(string id, string kind) => new
    {
        t = "interaction", id, kind, guildId = DiscordBench.Guild, channelId = DiscordBench.TextChannel, user = Person(), name = "say", options = new { text = "hello", count = 3, loud = true }, focused = "text",
    };

    public static object Message(string id, string channelId) => new
    {
        t = "message", id, guildId = DiscordBench.Guild, channelId, user = Person(), text = "hi <@400000000000000001>", at = 1_700_000_000_123, mentions = new Dictionary<string, string> { [User] = "Ann" },
    };

    private static object Person() => new { id = User, name = "ann", displayName = "Ann", roles = new[] { "500000000000000001", "x" }, isOwner = true, voiceChannelId = DiscordBench.Channel };
}
