using System.Text.Json;
using IShowTts.Integrations.Discord.Link;
using Json = IShowTts.Integrations.Discord.Link.BridgeJsonContext;

namespace IShowTts.Integrations.Discord;

/// <content>What the bridge tells. Read without pause: nothing here waits.</content>
internal sealed partial class DiscordBot
{
    private const string BusyText = "The worker is busy; try again in a moment.";

    private async ValueTask ReadAsync(BridgeConnection current, CancellationToken cancellationToken)
    {
        while (await current.ReadAsync(cancellationToken) is { } frame)
        {
            Interlocked.Exchange(ref lastWord, clock.GetTimestamp());
            if (frame.Type == BridgeFrames.Json)
            {
                Take(frame.Payload.Span);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> payload)
    {
        var kind = BridgeConnection.Read(payload, Json.Default.Any).T;
        switch (kind)
        {
            case "sent" or "flushed" or "faded":
                Take(kind, BridgeConnection.Read(payload, Json.Default.Position));
                break;
            case "sink":
                Take(BridgeConnection.Read(payload, Json.Default.Voice));
                break;
            case "state":
                Take(BridgeConnection.Read(payload, Json.Default.State));
                break;
            case "guild":
                Take(BridgeConnection.Read(payload, Json.Default.Guild));
                break;
            case "guild-gone":
                Take(BridgeConnection.Read(payload, Json.Default.GuildGone));
                break;
            case "registered":
                Take(BridgeConnection.Read(payload, Json.Default.Registered));
                break;
            case "interaction":
                Take(BridgeConnection.Read(payload, Json.Default.Interaction));
                break;
            case "answered":
                pending.Done(BridgeConnection.Read(payload, Json.Default.Answered).Id ?? "");
                break;
            case "message":
                Take(BridgeConnection.Read(payload, Json.Default.Message));
                break;
            case "deleted":
                Take(BridgeConnection.Read(payload, Json.Default.Deleted));
                break;
            case "session":
                Take(BridgeConnection.Read(payload, Json.Default.Session));
                break;
            case "looked":
                Take(BridgeConnection.Read(payload, Json.Default.Looked));
                break;
            case "inspected":
                var answer = BridgeConnection.Read(payload, Json.Default.Inspected);
                inspections.Answer(answer.Id ?? "", new DiscordInspection(GuildBook.PermissionsOf(answer.Permissions), output.Clean(answer.Error)));
                break;
            case "log":
                var line = BridgeConnection.Read(payload, Json.Default.LogLine);
                output.Write(line.Level, line.Text);
                break;
            default:
                Log.Ignored(logger, "its kind is not known");
                break;
        }
    }

    private void Take(string kind, BridgeNews.Position told)
    {
        if (told.Sink < 0 || told.Sink >= lines.Length || lines[told.Sink].Listener is not { } sink)
        {
            Log.Ignored(logger, "there is no such sink");
            return;
        }

        switch (kind)
        {
            case "sent":
                sink.OnSent(told.Epoch, told.Frames);
                break;
            case "flushed":
                sink.OnFlushed(told.Epoch, told.Frames);
                break;
            default:
                sink.OnFaded(told.Epoch, told.Frames);
                break;
        }
    }

    private void Take(BridgeNews.Voice told)
    {
        if (told.Sink < 0 || told.Sink >= lines.Length || !Enum.TryParse<DiscordVoicePhase>(told.State, ignoreCase: true, out var phase) || !char.IsAsciiLetterLower(told.State![0]))
        {
            Log.Ignored(logger, "it tells of a sink or a state that is not known");
            return;
        }

        var line = lines[told.Sink];
        var before = line.Condition;
        var now = new VoiceCondition(
            phase,
            output.Clean(told.Reason),
            output.Clean(told.Detail),
            DiscordId.IsValid(told.ChannelId) ? told.ChannelId! : "",
            Math.Max(0, told.Listeners),
            told.Encrypted);
        line.Tell(now);
        if (before.Phase != now.Phase || before.Reason != now.Reason)
        {
            Log.VoiceChanged(logger, line.Name, phase, line.State.Detail);
        }

        TellChanged();
    }

    private void Take(BridgeNews.State told)
    {
        var user = output.Clean(told.User);
        var reason = output.Clean(told.Reason);
        var detail = output.Clean(told.Detail);
        var before = State;
        var known = before with { User = user.Length > 0 ? user : before.User, ApplicationId = DiscordId.IsValid(told.Application) ? told.Application! : before.ApplicationId };
        switch (told.Name)
        {
            case "connecting":
                Tell(known with { Phase = DiscordBotPhase.Connecting, Reason = reason, Detail = detail });
                break;
            case "ready":
                Log.Ready(logger, known.User);
                Tell(known with { Phase = DiscordBotPhase.Ready, Reason = "", Detail = "" });
                break;
            case "reconnecting":
                Log.Reconnecting(logger, detail);
                Tell(known with { Phase = DiscordBotPhase.Reconnecting, Reason = reason, Detail = "The connection to Discord was lost and is being made again." });
                break;
            case "failed":
                throw new BridgeFailedException(reason.Length > 0 ? reason : "unknown", VoiceTexts.OfFailure(reason, detail));
            default:
                Log.Ignored(logger, "the bot's state is not known");
                break;
        }
    }

    private void Take(BridgeNews.Guild told)
    {
        if (guilds.Take(told, output))
        {
            TellChanged();
        }
        else
        {
            Log.Ignored(logger, "it tells of a server that is none, or of one too many");
        }
    }

    private void Take(BridgeNews.GuildGone told)
    {
        if (guilds.Remove(told.Id ?? ""))
        {
            Changed?.Invoke();
        }
    }

    private void Take(BridgeNews.Registered told)
    {
        var guild = told.GuildId ?? "";
        var error = output.Clean(told.Error);
        if (!commands.Take(guild, told.Hash ?? "", error))
        {
            Log.Ignored(logger, "nobody waits for these commands");
        }
        else if (error.Length > 0)
        {
            Log.NotRegistered(logger, guild, error);
        }
        else
        {
            Log.Registered(logger, guild);
        }
    }

    private void Take(BridgeNews.Interaction told)
    {
        if (told.Id is not { Length: > 0 and <= 200 } id || told.Kind is not ("command" or "autocomplete") || UserOf(told.User) is not { } user)
        {
            Log.Ignored(logger, "an interaction lacks its id, its kind or its user");
            return;
        }

        var kind = told.Kind == "command" ? DiscordInteractionKind.Command : DiscordInteractionKind.Autocomplete;
        var values = (told.Options ?? []).Take(MaxChoices).ToDictionary(option => output.Clean(option.Key), static option => TextOf(option.Value), StringComparer.Ordinal);
        if (kind == DiscordInteractionKind.Command)
        {
            pending.Add(id, told.Token, told.Application);
        }

        var interaction = new DiscordInteraction(id, kind, told.GuildId ?? "", told.ChannelId ?? "", user, output.Clean(told.Name), values, output.Clean(told.Focused));
        if (interactions.Writer.TryWrite(interaction))
        {
            return;
        }

        Log.Busy(logger, MaxInteractions);
        if (kind == DiscordInteractionKind.Command)
        {
            SendAnswer(id, BusyText);
        }
        else
        {
            SendChoices(id, []);
        }
    }

    private DiscordUser? UserOf(BridgeNews.User? told) => DiscordId.IsValid(told?.Id)
        ? new DiscordUser(
            told!.Id!,
            output.Clean(told.Name),
            output.Clean(told.DisplayName),
            [.. (told.Roles ?? []).Where(DiscordId.IsValid).Take(250).Select(static role => role!)],
            told.IsOwner,
            DiscordId.IsValid(told.VoiceChannelId) ? told.VoiceChannelId : null)
        : null;

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => "",
    };
}
