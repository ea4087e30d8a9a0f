using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IShowTts.Integrations.Discord;
using IShowTts.Worker.Discord.Rest;

namespace IShowTts.Worker.Tests.Discord;

/// <summary>Discord's REST without a network: answers by path, and what was asked.</summary>
internal sealed class DiscordDouble : HttpMessageHandler
{
    public const string Token = "secret.bot.token";
    public const string Application = "100000000000000001";
    public const string Bot = "100000000000000002";
    public const string Guild = "200000000000000001";
    public const string Voice = "210000000000000001";
    public const string Text = "210000000000000004";

    /// <summary>Answers by path below <c>/api/v10/</c>; another path is unknown.</summary>
    public Dictionary<string, string> Answers { get; } = new()
    {
        ["users/@me"] = $$"""{ "id": "{{Bot}}", "username": "speaker", "bot": true }""",
        ["applications/@me"] = $$"""{ "id": "{{Application}}", "name": "Speaker", "flags": 0 }""",
        [$"channels/{Voice}"] = $$"""{ "id": "{{Voice}}", "type": 2, "guild_id": "{{Guild}}", "name": "Talk", "permission_overwrites": [] }""",
        [$"channels/{Text}"] = $$"""{ "id": "{{Text}}", "type": 0, "guild_id": "{{Guild}}", "name": "chat" }""",
        [$"guilds/{Guild}"] = $$"""{ "id": "{{Guild}}", "name": "First", "roles": [ { "id": "{{Guild}}", "permissions": "3212288" } ] }""",
        [$"guilds/{Guild}/members/{Bot}"] = """{ "roles": [] }""",
    };

    /// <summary>What it answers to all instead; null for <see cref="Answers"/>.</summary>
    public Func<HttpResponseMessage>? Instead { get; set; }

    /// <summary>Paths and tokens of what was asked.</summary>
    public List<string> Asked { get; } = [];

    public static DiscordOptions Options(Action<DiscordOptions>? change = null)
    {
        var options = new DiscordOptions { Enabled = true, Token = Token, Channels = { ["talk"] = new DiscordChannelOptions { GuildId = Guild, ChannelId = Voice } } };
        change?.Invoke(options);
        return options;
    }

    public static HttpResponseMessage Refusal(HttpStatusCode status, int? retryAfter = null)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent("{}") };
        response.Headers.RetryAfter = retryAfter is { } seconds ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) : null;
        return response;
    }

    public DiscordRest Rest(DiscordOptions? options = null) => new(options ?? Options(), this);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        lock (Asked)
        {
            Asked.Add($"{request.RequestUri.Host} {path} {request.Headers.Authorization}");
        }

        return Task.FromResult(Instead?.Invoke() ?? (Answers.TryGetValue(path["/api/v10/".Length..], out var body)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") }
            : Refusal(HttpStatusCode.NotFound)));
    }
}
