using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <content>What the bridge tells of text channels.</content>
internal sealed partial class DiscordBot
{
    private void Take(BridgeNews.Message told)
    {
        // Only of the channels that were asked for, whatever the bridge sends.
        if (!DiscordId.IsValid(told.Id) || Array.IndexOf(options.TextChannels, told.ChannelId) < 0 || UserOf(told.User) is not { } user || told.Text is null)
        {
            Log.Ignored(logger, "a chat message lacks something, or is of another channel");
            return;
        }

        var at = told.At is > 0 and < 253_402_300_799_000 ? DateTimeOffset.FromUnixTimeMilliseconds((long)told.At) : clock.GetUtcNow();
        var mentions = (told.Mentions ?? []).Where(static name => name.Value is not null).Take(MaxChoices).ToDictionary(static name => name.Key, name => output.Clean(name.Value), StringComparer.Ordinal);
        Add(new DiscordTextMessage(told.Id!, told.GuildId ?? "", told.ChannelId!, user, told.Text.Length > MaxContent * 2 ? told.Text[..(MaxContent * 2)] : told.Text, at, mentions));
    }

    /// <summary>In one line with the deletions before it, which a resumed session had missed. Without text channels nobody reads it.</summary>
    private void Take(BridgeNews.Session told)
    {
        if (options.TextChannels.Length > 0)
        {
            Add(new DiscordSession(Interruptions, told.Fresh));
        }
    }

    private void Take(BridgeNews.Looked told)
    {
        var result = told.Result switch
        {
            "there" => DiscordLookResult.There,
            "deleted" => DiscordLookResult.Deleted,
            "expelled" => DiscordLookResult.Expelled,
            "forbidden" => DiscordLookResult.Forbidden,
            _ => DiscordLookResult.Unknown,
        };
        looks.Answer(told.Id ?? "", new DiscordLook(result, output.Clean(told.Error)));
    }

    private void Take(BridgeNews.Deleted told)
    {
        if (DiscordId.IsValid(told.UserId))
        {
            Add(new DiscordMemberBanned(told.GuildId ?? "", told.UserId!));
        }
        else if (Array.IndexOf(options.TextChannels, told.ChannelId) >= 0 && (told.Ids ?? []).Where(DiscordId.IsValid).Take(1_000).ToArray() is { Length: > 0 } ids)
        {
            Add(new DiscordTextDeleted(told.GuildId ?? "", told.ChannelId ?? "", ids!));
        }
    }

    private void Add(DiscordTextEvent happened)
    {
        if (!texts.Add(happened))
        {
            Log.TextDropped(logger, happened is DiscordTextMessage ? TextInbox.MaxMessages : TextInbox.MaxDeletions);
        }
    }
}
