using System.Text.Json;
using System.Text.Json.Serialization;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>What the bridge tells the worker. Everything may be missing.</summary>
internal static class BridgeNews
{
    /// <summary>Every message: its kind.</summary>
    internal sealed record Any(string? T);

    /// <summary><c>hello</c>.</summary>
    internal sealed record Hello(int Version, string? Nonce, string? Node, Dictionary<string, string>? Libraries);

    /// <summary><c>state</c> of the bot.</summary>
    internal sealed record State([property: JsonPropertyName("state")] string? Name, string? Reason, string? Detail, string? User, string? Application);

    /// <summary><c>guild</c>.</summary>
    internal sealed record Guild(string? Id, string? Name, IReadOnlyList<GuildChannel?>? Channels, double JoinedAt);

    /// <summary><c>guild-gone</c>.</summary>
    internal sealed record GuildGone(string? Id);

    /// <summary>A channel of a guild.</summary>
    internal sealed record GuildChannel(string? Id, string? Name, int Type, string? Permissions);

    /// <summary><c>registered</c>.</summary>
    internal sealed record Registered(string? GuildId, string? Hash, string? Error);

    /// <summary><c>sink</c>: the state of a voice connection.</summary>
    internal sealed record Voice(int Sink, string? State, string? Reason, string? Detail, string? ChannelId, int Listeners, bool Encrypted);

    /// <summary><c>sent</c>, <c>flushed</c>, <c>faded</c>.</summary>
    internal sealed record Position(int Sink, uint Epoch, long Frames);

    /// <summary>A person on a server.</summary>
    internal sealed record User(string? Id, string? Name, string? DisplayName, IReadOnlyList<string?>? Roles, bool IsOwner, string? VoiceChannelId);

    /// <summary><c>interaction</c>.</summary>
    internal sealed record Interaction(
        string? Id, string? Kind, string? GuildId, string? ChannelId, User? User, string? Name, Dictionary<string, JsonElement>? Options, string? Focused, string? Token, string? Application)
    {
        /// <summary>Without the token: whoever has it can answer.</summary>
        public override string ToString() => $"{Kind} {Id}";
    }

    /// <summary><c>answered</c>: Discord took the answer to a command.</summary>
    internal sealed record Answered(string? Id);

    /// <summary><c>message</c>.</summary>
    internal sealed record Message(
        string? Id, string? GuildId, string? ChannelId, User? User, string? Text, double At, Dictionary<string, string?>? Mentions);

    /// <summary><c>deleted</c>: messages, or all of a banned user.</summary>
    internal sealed record Deleted(string? GuildId, string? ChannelId, IReadOnlyList<string?>? Ids, string? UserId);

    /// <summary><c>inspected</c>.</summary>
    internal sealed record Inspected(string? Id, string? Permissions, string? Error);

    /// <summary><c>session</c>.</summary>
    internal sealed record Session(bool Fresh);

    /// <summary><c>looked</c>.</summary>
    internal sealed record Looked(string? Id, string? Result, string? Error);

    /// <summary><c>log</c>.</summary>
    internal sealed record LogLine(string? Level, string? Text);
}
