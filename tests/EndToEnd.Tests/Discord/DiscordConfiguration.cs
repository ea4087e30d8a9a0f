using System.Text.Json;
using IShowTts.TestKit.Discord;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>The configuration file of a worker that runs as a process of its own.</summary>
internal static class DiscordConfiguration
{
    /// <summary>Writes one whose only sink is a voice channel of a loopback.</summary>
    /// <param name="discord">The loopback.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="node">The program that runs the bridge.</param>
    /// <returns>Its path.</returns>
    public static async Task<string> WriteAsync(LoopbackDiscord discord, string folder, string node = "node")
    {
        var configuration = new
        {
            Discord = new
            {
                Enabled = true,
                Token = LoopbackWorld.Token,
                discord.ApiUrl,
                Node = node,
                ModulesFolder = LoopbackDiscord.RequireModules(),
                Channels = new { main = new { GuildId = LoopbackWorld.Guild, ChannelId = LoopbackWorld.Channel } },
            },
            Outputs = new { Sinks = new[] { "discord:main" } },
            Playout = new { OnSinkLost = "Replay", PauseBetweenMilliseconds = 0 },
            Queue = new { OnInterrupted = "Replay", Capacity = 1_000 },
        };
        var path = Path.Combine(folder, "ishowtts.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(configuration));
        return path;
    }
}
