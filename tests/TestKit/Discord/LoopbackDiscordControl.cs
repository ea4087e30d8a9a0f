using System.Runtime.InteropServices;
using System.Text.Json;

namespace IShowTts.TestKit.Discord;

/// <content>What a test can do to it.</content>
internal sealed partial class LoopbackDiscord
{
    /// <summary>Milliseconds of the loopback's clock, the one of <see cref="LoopbackPacket.At"/>.</summary>
    public async Task<double> NowAsync() => (await AskAsync("now")).GetProperty("at").GetDouble();

    /// <summary>A member joins a voice channel and listens.</summary>
    public Task JoinAsync(string userId, string channelId = LoopbackWorld.Channel) => AskAsync("join", new { userId, channelId });

    /// <summary>A member leaves their voice channel; what they heard is gone.</summary>
    public Task LeaveAsync(string userId) => AskAsync("leave", new { userId });

    /// <summary>What a member heard since they came.</summary>
    /// <param name="userId">The member.</param>
    /// <param name="from">Frames to pass over.</param>
    public async Task<LoopbackAudio> HearAsync(string userId, int from = 0)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.pcm");
        var answer = await AskAsync("hear", new { userId, from, file });
        var bytes = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        var stereo = MemoryMarshal.Cast<byte, short>(bytes);
        var left = new float[stereo.Length / 2];
        for (var i = 0; i < left.Length; i++) left[i] = stereo[2 * i] / 32_768f;
        return new LoopbackAudio(left, answer.GetProperty("frames").Deserialize<LoopbackPacket[]>(Json)!);
    }

    /// <summary>Version of DAVE for voice connections from now on, 0 or 1.</summary>
    public Task SetDaveAsync(int version) => FaultAsync(new { dave = version });

    /// <summary>AEAD modes offered from now on: <c>aead_aes256_gcm_rtpsize</c>, <c>aead_xchacha20_poly1305_rtpsize</c>.</summary>
    public Task SetModesAsync(params string[] modes) => FaultAsync(new { modes });

    /// <summary>All of it is unreachable: connections are cut, new ones refused, packets lost.</summary>
    public Task GoDarkAsync() => FaultAsync(new { isDark = true });

    /// <summary>All of it is unreachable as behind a cable that was pulled: whatever is sent is lost, and no connection is cut by it.</summary>
    public Task SwallowAsync() => FaultAsync(new { swallows = true });

    /// <summary>Ends <see cref="GoDarkAsync"/> and <see cref="SwallowAsync"/>.</summary>
    public Task ComeBackAsync() => FaultAsync(new { isDark = false, swallows = false });

    /// <summary>Cuts the voice websocket, and a member joins before the bot is back; it is told what it missed before it is told that it resumed.</summary>
    public Task CutWhileOneJoinsAsync(string userId, string channelId = LoopbackWorld.Channel) =>
        AskAsync("cutWhileOneJoins", new { guildId = LoopbackWorld.Guild, userId, channelId });

    /// <summary>Every voice identify and resume is answered with this close code; 0 ends that.</summary>
    /// <param name="code">The code.</param>
    /// <param name="guildId">The only guild for which that holds; empty for all.</param>
    public Task RefuseVoiceAsync(int code, string guildId = "") => FaultAsync(new { refuseVoice = code, refuseVoiceIn = guildId });

    /// <summary>The voice server of a guild speaks no TLS, so that no connection to it can be made; empty ends that.</summary>
    public Task BreakVoiceServerAsync(string guildId) => FaultAsync(new { plainVoiceIn = guildId });

    /// <summary>When the bot wished to join or move in a guild (the last 1,000), milliseconds of <see cref="NowAsync"/>.</summary>
    public async Task<IReadOnlyList<double>> JoinTimesAsync(string guildId) =>
        [.. (await AskAsync("joins")).GetProperty("joins").EnumerateArray().Where(join => join.GetProperty("guildId").GetString() == guildId).Select(join => join.GetProperty("at").GetDouble())];

    /// <summary>Each message of the main gateway takes so long to reach the bot.</summary>
    public Task SlowDownGatewayAsync(TimeSpan delay) => FaultAsync(new { slowGateway = new { delayMs = delay.TotalMilliseconds, jitterMs = 0 } });

    /// <summary>REST calls take so long.</summary>
    /// <param name="before">Until Discord sees them.</param>
    /// <param name="after">Until the answer is back.</param>
    /// <param name="path">Part of their path; empty for all.</param>
    public Task SlowDownRestAsync(TimeSpan before, TimeSpan after, string path = "") =>
        FaultAsync(new { slowRest = new { beforeMs = before.TotalMilliseconds, afterMs = after.TotalMilliseconds, path } });

    /// <summary>Every identify on the gateway is answered with this close code; 0 ends that.</summary>
    public Task RefuseGatewayAsync(int code) => FaultAsync(new { refuseGateway = code });

    /// <summary>Joins are answered after a while; null for never.</summary>
    public Task AnswerJoinsAsync(TimeSpan? after) =>
        after is { } wait ? FaultAsync(new { joinAnswer = (object)(wait == TimeSpan.Zero ? "yes" : wait.TotalMilliseconds) }) : FaultAsync(new { joinAnswer = "never" });

    /// <summary>Each message on the voice websocket takes so long, both ways; a share of the packets does not reach the listeners.</summary>
    /// <param name="delay">The least.</param>
    /// <param name="jitter">Up to so much more.</param>
    /// <param name="loss">0 to 1.</param>
    public Task SlowDownAsync(TimeSpan delay, TimeSpan jitter, double loss = 0) =>
        FaultAsync(new { slow = new { delayMs = delay.TotalMilliseconds, jitterMs = jitter.TotalMilliseconds }, loss });

    /// <summary>The next REST calls fail.</summary>
    /// <param name="status">For example 429, 500.</param>
    /// <param name="times">How many.</param>
    /// <param name="path">Part of the path; empty for all.</param>
    /// <param name="retryAfter">Seconds, with 429.</param>
    public Task FailRestAsync(int status, int times, string path = "", double retryAfter = 0.1) => FaultAsync(new { rest = new[] { new { status, times, path, retryAfter } } });

    /// <summary>Whether the application may read messages (a privileged intent); without, an identify that asks for it is closed with 4014.</summary>
    public Task AllowMessageContentAsync(bool allowed) => AskAsync("allowMessageContent", new { allowed });

    /// <summary>Cuts the main gateway's socket, or closes it with a code; the session can be resumed.</summary>
    public Task DropGatewayAsync(int code = 0) => AskAsync("dropGateway", new { code });

    /// <summary>Op 7: asks the bot to connect anew.</summary>
    public Task AskToReconnectAsync() => AskAsync("reconnect");

    /// <summary>Op 9: the session is invalid; unless it can be resumed, the bot's voice is gone too (4014).</summary>
    public Task InvalidateSessionAsync(bool resumable = false) => AskAsync("invalidate", new { resumable });

    /// <summary>Cuts the voice websocket, or closes it with a code; from 4000 on (but 4015) it cannot be resumed.</summary>
    public Task CloseVoiceAsync(int code = 0, string guildId = LoopbackWorld.Guild) => AskAsync("closeVoice", new { guildId, code });

    /// <summary>A moderator moves the bot.</summary>
    /// <param name="channelId">Where to.</param>
    /// <param name="serverFirst">Tells the server before the state, as Discord sometimes does.</param>
    /// <param name="guildId">The guild.</param>
    public Task MoveAsync(string channelId, bool serverFirst = false, string guildId = LoopbackWorld.Guild) =>
        AskAsync("move", new { guildId, channelId, first = serverFirst ? "server" : "state" });

    /// <summary>A moderator disconnects the bot.</summary>
    public Task KickAsync(string guildId = LoopbackWorld.Guild) => AskAsync("kick", new { guildId });

    /// <summary>The channel's region changes: there is no voice server, and after a while another.</summary>
    public Task MigrateAsync(TimeSpan wait, string guildId = LoopbackWorld.Guild) => AskAsync("migrate", new { guildId, waitMs = wait.TotalMilliseconds });

    /// <summary>A channel is deleted; the bot in it is closed with 4022.</summary>
    public Task DeleteChannelAsync(string channelId) => AskAsync("deleteChannel", new { channelId });

    /// <summary>The voice gateway proposes to add somebody whom it never announced.</summary>
    public Task ProposeStrangerAsync(string guildId = LoopbackWorld.Guild) => AskAsync("proposeStranger", new { guildId });

    /// <summary>Waits until every packet that had arrived by now was counted and given to the listeners.</summary>
    public Task SettleAsync() => AskAsync("settle");

    /// <summary>A client without DAVE joins the bot's channel: everybody is told to go on without encryption, connections made from now on too.</summary>
    public Task DowngradeAsync(string guildId = LoopbackWorld.Guild) => AskAsync("downgrade", new { guildId });

    /// <summary>Ends <see cref="DowngradeAsync"/>: a new group is made, and begins with a transition.</summary>
    public Task UpgradeAsync(string guildId = LoopbackWorld.Guild) => AskAsync("upgrade", new { guildId });

    /// <summary>The group of the bot's channel is made anew, with the same version.</summary>
    public Task ResetEpochAsync(string guildId = LoopbackWorld.Guild) => AskAsync("resetEpoch", new { guildId });

    /// <summary>A moderator takes the bot onto the stage, or sends it into the audience, where it arrives by itself. Nobody hears what it says there.</summary>
    public Task SuppressAsync(bool isSuppressed, string guildId = LoopbackWorld.Guild) => AskAsync("changeSeat", new { guildId, change = new { suppress = isSuppressed } });

    /// <summary>A moderator mutes the bot on the server, or ends that. Nobody hears what it says meanwhile.</summary>
    public Task MuteAsync(bool isMuted, string guildId = LoopbackWorld.Guild) => AskAsync("changeSeat", new { guildId, change = new { mute = isMuted } });

    /// <summary>The bot's role in the first guild gets these permissions, besides everybody's.</summary>
    /// <param name="permissions">For example <see cref="LoopbackWorld.MuteMembers"/>.</param>
    public Task GrantAsync(string permissions) => AskAsync("grant", new { guildId = LoopbackWorld.Guild, roleId = LoopbackWorld.BotRole, permissions });

    /// <summary>Somebody uses <c>/tts</c>.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="subcommand">For example <c>say</c>.</param>
    /// <param name="options">Its options; the name of one that is being typed ends with <c>*</c>, which makes it an autocomplete.</param>
    /// <returns>Its id; see <see cref="LoopbackState.Interaction"/>.</returns>
    public Task<string> SendInteractionAsync(string userId, string subcommand, params (string Name, object Value)[] options) =>
        SendInteractionFromAsync(LoopbackWorld.Guild, LoopbackWorld.TextChannel, userId, subcommand, options);

    /// <summary>Somebody uses <c>/tts</c> in any channel.</summary>
    /// <param name="guildId">Server.</param>
    /// <param name="channelId">One of its channels.</param>
    /// <param name="userId">Who.</param>
    /// <param name="subcommand">For example <c>say</c>.</param>
    /// <param name="options">As of <see cref="SendInteractionAsync(string, string, ValueTuple{string, object}[])"/>.</param>
    /// <returns>Its id.</returns>
    public Task<string> SendInteractionFromAsync(string guildId, string channelId, string userId, string subcommand, params (string Name, object Value)[] options) =>
        SendInteractionAsync(TimeSpan.Zero, guildId, channelId, userId, subcommand, options);

    /// <summary>Somebody used <c>/tts</c> in the text channel a while ago, and the bot is told only now.</summary>
    /// <param name="age">How long ago.</param>
    /// <param name="userId">Who.</param>
    /// <param name="subcommand">For example <c>say</c>.</param>
    /// <param name="options">As of <see cref="SendInteractionAsync(string, string, ValueTuple{string, object}[])"/>.</param>
    /// <returns>Its id.</returns>
    public Task<string> SendLateInteractionAsync(TimeSpan age, string userId, string subcommand, params (string Name, object Value)[] options) =>
        SendInteractionAsync(age, LoopbackWorld.Guild, LoopbackWorld.TextChannel, userId, subcommand, options);

    private async Task<string> SendInteractionAsync(TimeSpan age, string guildId, string channelId, string userId, string subcommand, (string Name, object Value)[] options)
    {
        var sent = options.Select(option => new
        {
            name = option.Name.TrimEnd('*'),
            type = option.Value is string ? 3 : 4,
            value = option.Value,
            focused = option.Name.EndsWith('*'),
        }).ToArray();
        var answer = await AskAsync("interaction", new
        {
            guildId,
            channelId,
            userId,
            ageMs = age.TotalMilliseconds,
            type = sent.Any(option => option.focused) ? 4 : 2,
            name = subcommand,
            options = sent,
        });
        return answer.GetProperty("interaction").GetString()!;
    }

    /// <summary>Somebody writes into the text channel.</summary>
    public Task SendMessageAsync(string messageId, string userId, string text, params string[] mentions) =>
        AskAsync("message", new { messageId, userId, text, mentions, guildId = LoopbackWorld.Guild, channelId = LoopbackWorld.TextChannel });

    /// <summary>Messages of the text channel are deleted, several at once.</summary>
    public Task DeleteMessagesAsync(params string[] ids) => AskAsync("deleteMessages", new { ids, guildId = LoopbackWorld.Guild, channelId = LoopbackWorld.TextChannel });

    /// <summary>A member is banned.</summary>
    public Task BanAsync(string userId, string guildId = LoopbackWorld.Guild) => AskAsync("ban", new { userId, guildId });

    /// <summary>A member is kicked from the server.</summary>
    public Task ExpelAsync(string userId, string guildId = LoopbackWorld.Guild) => AskAsync("audit", new { userId, guildId, action = 20 });

    /// <summary>A member is sent into a timeout, which ends in the year 2999.</summary>
    public Task TimeOutAsync(string userId, string guildId = LoopbackWorld.Guild) =>
        AskAsync("audit", new { userId, guildId, action = 24, changes = new[] { new { key = "communication_disabled_until", new_value = "2999-01-01T00:00:00.000000+00:00" } } });

    /// <summary>The bot is removed from a server and invited again: its commands there are gone.</summary>
    public Task InviteAgainAsync(string guildId = LoopbackWorld.Guild) => AskAsync("invite", new { guildId });

    /// <summary>REST calls so far (the last 1,000): <c>METHOD PATH STATUS</c>, without interaction tokens.</summary>
    public async Task<IReadOnlyList<string>> CallsAsync() =>
        [.. (await AskAsync("calls")).GetProperty("calls").EnumerateArray()
            .Select(call => $"{call.GetProperty("method").GetString()} {call.GetProperty("path").GetString()} {call.GetProperty("status").GetInt32()}")];

    /// <summary>Commands registered in a guild.</summary>
    public async Task<JsonElement> CommandsAsync(string guildId = LoopbackWorld.Guild) => (await AskAsync("commands", new { guildId })).GetProperty("commands");

    private Task<JsonElement> FaultAsync(object set) => AskAsync("fault", new { set });
}
