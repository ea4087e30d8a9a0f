using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IShowTts.TestKit.Discord;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>The loopback Discord keeps Discord's rules; what voice does there is shown by the tests of the whole worker.</summary>
public sealed class LoopbackDiscordTests
{
    [SkippableFact]
    public async Task Rest_ByTheTokenAndTheFaults_AnswersAsDiscordDoes()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(discord.ApiUrl + "/v10/") };

        using var stranger = await client.GetAsync("gateway/bot");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", LoopbackWorld.Token);
        await discord.FailRestAsync(429, times: 1, retryAfter: 1.5);
        using var limited = await client.GetAsync("gateway/bot");
        using var admitted = await client.GetAsync("gateway/bot");
        using var registered = await client.PutAsJsonAsync($"applications/{LoopbackWorld.ApplicationId}/guilds/{LoopbackWorld.Guild}/commands", new[] { new { name = "tts" } });
        using var unknown = await client.GetAsync("no/such/thing");

        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await limited.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("retry_after").GetDouble().ShouldBe(1.5);
        (await admitted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString().ShouldStartWith("ws://127.0.0.1:");
        registered.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await discord.CommandsAsync())[0].GetProperty("name").GetString().ShouldBe("tts");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await discord.CallsAsync()).Count.ShouldBe(5);
    }

    [SkippableFact]
    public async Task Gateway_WithAWrongToken_ClosesFor4004()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        using var client = await ConnectAsync(discord);

        await client.SendAsync(Identify("wrong", 1));

        (await client.ReadEventAsync("READY")).ShouldBeNull();
        client.CloseCode.ShouldBe(4004);
    }

    [SkippableFact]
    public async Task Gateway_Resumed_RepeatsWhatWasMissed()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        string session;
        int sequence;
        using (var first = await ConnectAsync(discord))
        {
            await first.SendAsync(Identify(LoopbackWorld.Token, 1 | 128));
            var ready = (await first.ReadEventAsync("READY"))!.Value;
            session = ready.GetProperty("d").GetProperty("session_id").GetString()!;
            sequence = ready.GetProperty("s").GetInt32();
            await first.ReadUntilAsync(message => message.GetProperty("s").GetInt32() == sequence + 2);
            await discord.DropGatewayAsync();
        }

        await discord.JoinAsync(LoopbackWorld.Ann);
        using var second = await ConnectAsync(discord);
        await second.SendAsync(new { op = 6, d = new { token = LoopbackWorld.Token, session_id = session, seq = sequence + 2 } });

        var missed = (await second.ReadEventAsync("VOICE_STATE_UPDATE"))!.Value;
        missed.GetProperty("d").GetProperty("channel_id").GetString().ShouldBe(LoopbackWorld.Channel);
        (await second.ReadEventAsync("RESUMED")).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task BansKicksAndTimeouts_AreToldOnlyWhereTheBotMayViewTheAuditLog()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        using var client = await ConnectAsync(discord);
        await client.SendAsync(Identify(LoopbackWorld.Token, 1 | 4));
        await client.ReadEventAsync("GUILD_CREATE");
        await discord.BanAsync(LoopbackWorld.Bob, LoopbackWorld.SecondGuild);
        await discord.ExpelAsync(LoopbackWorld.Bob, LoopbackWorld.SecondGuild);
        await discord.BanAsync(LoopbackWorld.Ann);
        await discord.TimeOutAsync(LoopbackWorld.Ann);

        var ban = (await client.ReadEventAsync("GUILD_BAN_ADD"))!.Value.GetProperty("d");
        var entry = (await client.ReadEventAsync("GUILD_AUDIT_LOG_ENTRY_CREATE"))!.Value.GetProperty("d");

        ban.GetProperty("guild_id").GetString().ShouldBe(LoopbackWorld.Guild);
        entry.GetProperty("guild_id").GetString().ShouldBe(LoopbackWorld.Guild);
        entry.GetProperty("action_type").GetInt32().ShouldBe(24);
    }

    [SkippableFact]
    public async Task VoiceGateway_WithoutTheTokenOfTheJoin_ClosesFor4006()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        using var client = await ConnectAsync(discord);
        await client.SendAsync(Identify(LoopbackWorld.Token, 1 | 128));
        await client.ReadEventAsync("GUILD_CREATE");
        await client.SendAsync(new { op = 4, d = new { guild_id = LoopbackWorld.Guild, channel_id = LoopbackWorld.Channel, self_mute = false, self_deaf = true } });
        var server = (await client.ReadEventAsync("VOICE_SERVER_UPDATE"))!.Value.GetProperty("d");

        using var voice = new SocketClient();
        await voice.ConnectAsync(new Uri($"wss://{server.GetProperty("endpoint").GetString()}?v=8"), LoopbackDiscord.CaFile);
        await voice.SendAsync(new { op = 0, d = new { server_id = LoopbackWorld.Guild, user_id = LoopbackWorld.BotId, session_id = "none", token = "none", max_dave_protocol_version = 1 } });

        (await voice.ReadUntilAsync(message => message.GetProperty("op").GetInt32() == 2)).ShouldBeNull();
        voice.CloseCode.ShouldBe(4006);
        discord.State.Plaintext.ShouldBe(0);
    }

    [SkippableFact]
    public async Task Voice_WithoutEndToEndEncryption_IsCountedAsPlaintextAndDamageIsNoticed()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        await discord.JoinAsync(LoopbackWorld.Ann);
        using var bot = new PlainVoiceClient();
        await bot.JoinAsync(discord);
        var port = await bot.DiscoverAsync();

        await bot.SendAsync([0xF8, 0xFF, 0xFE]); // silence is sent bare
        await bot.SendAsync([0xF8, 1, 2, 3, 4]);
        await bot.SendAsync([.. Enumerable.Repeat((byte)7, 30), 14, 0xFA, 0xFA]); // as if encrypted
        await bot.SendAsync([0xF8, 1, 2], spoil: true);
        var state = await discord.WaitUntilAsync(told => told.Connections is [{ Packets: 3, Bad: 1 }], "all packets");

        port.ShouldBeGreaterThan(0);
        var connection = state.Connections.ShouldHaveSingleItem();
        (connection.Dave, connection.Silence, connection.Audio, connection.Plaintext, connection.IsSecured).ShouldBe((1, 1, 2, 1, false));
        var ann = state.Listener(LoopbackWorld.Ann)!;
        (ann.Silence, ann.Early + ann.Failures).ShouldBe((1, 1));
    }

    [SkippableFact]
    public async Task Interaction_IsUnknownToAStrangerAndNotAcknowledgedByOne()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(discord.ApiUrl + "/v10/") };
        var id = await discord.SendInteractionAsync(LoopbackWorld.Moderator, "skip");

        using var answer = await client.PostAsJsonAsync($"interactions/{id}/guessed/callback", new { type = 5 });

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        discord.State.Interaction(id)!.Acknowledged.ShouldBe(0);
    }

    private static object Identify(string token, int intents) => new { op = 2, d = new { token, intents, shard = new[] { 0, 1 }, properties = new { } } };

    private static async Task<SocketClient> ConnectAsync(LoopbackDiscord discord)
    {
        var client = new SocketClient();
        await client.ConnectAsync(new Uri(discord.ApiUrl.Replace("http:", "ws:", StringComparison.Ordinal).Replace("/api", "/gateway", StringComparison.Ordinal)), LoopbackDiscord.CaFile);
        return client;
    }
}
