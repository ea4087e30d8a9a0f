using System.Text.Json;
using System.Text.Json.Serialization;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>What the worker tells the bridge. Classes, not records: a token must not get into a text by accident.</summary>
internal static class BridgeOrders
{
    /// <summary>Log in.</summary>
    internal sealed class Start
    {
        public string T { get; } = "start";

        public required string Token { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public required string? ApiUrl { get; init; }

        public required int Intents { get; init; }

        /// <summary>Ids of the text channels that are read.</summary>
        public required IReadOnlyList<string> TextChannels { get; init; }

        public required IReadOnlyList<CommandSet> Commands { get; init; }
    }

    /// <summary>The commands of servers.</summary>
    internal sealed class SetCommands
    {
        public string T { get; } = "commands";

        public required IReadOnlyList<CommandSet> Commands { get; init; }
    }

    /// <summary>The commands of a server.</summary>
    internal sealed class CommandSet
    {
        public required string GuildId { get; init; }

        public required string Hash { get; init; }

        public required JsonElement Body { get; init; }
    }

    /// <summary>Hold a voice connection.</summary>
    internal sealed class Join
    {
        public string T { get; } = "join";

        public required int Sink { get; init; }

        public required string GuildId { get; init; }

        public required string ChannelId { get; init; }

        public required long AloneMs { get; init; }

        public required long RejoinMs { get; init; }

        /// <summary>Bits per second.</summary>
        public required int Bitrate { get; init; }
    }

    /// <summary>Leave a voice channel.</summary>
    internal sealed class Leave
    {
        public string T { get; } = "leave";

        public required int Sink { get; init; }
    }

    /// <summary><c>play</c>, <c>flush</c> or <c>fade</c>.</summary>
    internal sealed class Run
    {
        public required string T { get; init; }

        public required int Sink { get; init; }

        public required uint Epoch { get; init; }
    }

    /// <summary>The answer to an interaction.</summary>
    internal sealed class Answer
    {
        public string T { get; } = "interaction";

        public required string Id { get; init; }

        public string? Content { get; init; }

        /// <summary>With <see cref="Application"/> what a bridge needs that never saw the interaction. A secret.</summary>
        public string? Token { get; init; }

        public string? Application { get; init; }

        public IReadOnlyList<Choice>? Choices { get; init; }

        /// <summary>Without the token: whoever has it can answer.</summary>
        public override string ToString() => $"{T} {Id}";
    }

    /// <summary>A value to choose.</summary>
    internal sealed class Choice
    {
        public required string Name { get; init; }

        public required string Value { get; init; }
    }

    /// <summary>Ask whether a message and its author are still there.</summary>
    internal sealed class Look
    {
        public string T { get; } = "look";

        public required string Id { get; init; }

        public required string GuildId { get; init; }

        public required string ChannelId { get; init; }

        public required string MessageId { get; init; }

        /// <summary>Empty when the author is not asked for.</summary>
        public required string UserId { get; init; }
    }

    /// <summary>Ask what may be done in a channel.</summary>
    internal sealed class Inspect
    {
        public string T { get; } = "inspect";

        public required string Id { get; init; }

        public required string GuildId { get; init; }

        public required string ChannelId { get; init; }
    }
}
