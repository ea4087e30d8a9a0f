using System.Runtime.CompilerServices;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>Messages of <c>Discord:TextChannels</c> as chat: spoken by the same rules, silenced when they are deleted or their author is banned from the server.</summary>
/// <remarks>An edit changes nothing: what was written first is what the filters looked at. Who regrets a message deletes it.</remarks>
internal sealed class DiscordTextSource(IDiscordBot bot, DiscordHome home, DiscordRoles roles, DiscordDoubts doubts, IOptionsMonitor<DiscordOptions> options, TimeProvider time) : IEventSource
{
    private readonly Lock gate = new();
    private (DiscordBotPhase Phase, DateTimeOffset Since) last = (DiscordBotPhase.Stopped, time.GetUtcNow());
    private DateTimeOffset? lastEvent;

    /// <inheritdoc/>
    public string Name => DiscordViewers.Source;

    /// <inheritdoc/>
    public SourceHealth Health
    {
        get
        {
            var state = bot.State;
            lock (gate)
            {
                if (state.Phase != last.Phase)
                {
                    last = (state.Phase, time.GetUtcNow());
                }

                return new SourceHealth(StateOf(state.Phase), last.Since, lastEvent, state.Detail);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var told in bot.Texts.ReadAllAsync(cancellationToken))
        {
            if (told is DiscordSession session)
            {
                // Each deletion before it was carried out before this was read: moderation is taken in while the source waits.
                doubts.Note(session);
            }

            var events = Read(told);
            if (events.Count > 0)
            {
                lock (gate)
                {
                    lastEvent = time.GetUtcNow();
                }
            }

            foreach (var streamEvent in events)
            {
                if (streamEvent is ChatMessage message)
                {
                    doubts.Receive(message.MessageId);
                }

                yield return streamEvent;
            }
        }
    }

    /// <inheritdoc/>
    public void Taken(StreamEvent streamEvent) => Land(streamEvent);

    /// <inheritdoc/>
    public void Dropped(StreamEvent streamEvent) => Land(streamEvent);

    private void Land(StreamEvent streamEvent)
    {
        if (streamEvent is ChatMessage message)
        {
            doubts.Land(message.MessageId);
        }
    }

    private static SourceState StateOf(DiscordBotPhase phase) => phase switch
    {
        DiscordBotPhase.Ready => SourceState.Connected,
        DiscordBotPhase.Failed => SourceState.Failed,
        DiscordBotPhase.Stopped => SourceState.Ended,
        _ => SourceState.Connecting,
    };

    private bool IsRead(string channelId) => options.CurrentValue.TextChannels.Contains(channelId);

    private IReadOnlyList<StreamEvent> Read(DiscordTextEvent told) => told switch
    {
        DiscordTextMessage message when IsRead(message.ChannelId) => [Read(message)],
        DiscordTextDeleted deleted when IsRead(deleted.ChannelId) =>
        [
            .. deleted.Ids.Select(id => new MessageDeleted
            {
                Id = id, Source = DiscordViewers.Source, Channel = DiscordViewers.ChannelOf(deleted.GuildId), At = time.GetUtcNow(), MessageId = DiscordMessageId.Of(deleted.ChannelId, id),
            }),
        ],
        DiscordMemberBanned banned when home.Has(banned.GuildId) =>
        [
            new ViewerSilenced
            {
                Id = banned.UserId, Source = DiscordViewers.Source, Channel = DiscordViewers.ChannelOf(banned.GuildId), At = time.GetUtcNow(), ViewerId = DiscordViewers.IdOf(banned.UserId),
            },
        ],
        _ => [],
    };

    private ChatMessage Read(DiscordTextMessage message)
    {
        var channels = bot.Guilds.FirstOrDefault(guild => guild.Id == message.GuildId)?.Channels ?? [];
        return new ChatMessage
        {
            Id = message.Id,
            Source = DiscordViewers.Source,
            Channel = DiscordViewers.ChannelOf(message.GuildId),
            At = message.At,
            Viewer = roles.ViewerOf(message.User),
            Message = new DiscordMessageText(message.Mentions, channels).Read(message.Text),
            MessageId = DiscordMessageId.Of(message.ChannelId, message.Id),
        };
    }
}
