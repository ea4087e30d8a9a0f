using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IShowTts.Integrations.Discord;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Discord.Rest;

/// <summary>Asks Discord's REST what the bot is and may do, for commands of the console. It changes nothing, and does not log in.</summary>
internal sealed class DiscordRest : IDisposable
{
    private const string Discords = "https://discord.com/api";
    private const int MaxBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private readonly HttpClient http;

    /// <summary>Makes one.</summary>
    /// <param name="options">Token and address.</param>
    /// <param name="handler">What sends; null for the network.</param>
    public DiscordRest(DiscordOptions options, HttpMessageHandler? handler = null)
    {
        // The token goes to the address of the configuration and nowhere else.
        handler ??= new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience };
        http = new HttpClient(handler)
        {
            BaseAddress = new Uri((options.ApiUrl.Length > 0 ? options.ApiUrl.TrimEnd('/') : Discords) + "/v10/"),
            Timeout = Patience,
            MaxResponseContentBufferSize = MaxBytes,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", options.Token);
        http.DefaultRequestHeaders.UserAgent.ParseAdd($"DiscordBot (iShowTTS, {WorkerVersion.Text.Split('+')[0]})");
    }

    /// <summary>The bot's user.</summary>
    /// <exception cref="DiscordException">Discord does not answer, or says no. So for all of these.</exception>
    public ValueTask<DiscordRestUser> GetUserAsync(CancellationToken cancellationToken) => GetAsync("users/@me", DiscordRestJsonContext.Default.DiscordRestUser, cancellationToken);

    /// <summary>The bot's application.</summary>
    public ValueTask<DiscordRestApplication> GetApplicationAsync(CancellationToken cancellationToken) =>
        GetAsync("applications/@me", DiscordRestJsonContext.Default.DiscordRestApplication, cancellationToken);

    /// <summary>A channel that the bot sees.</summary>
    public ValueTask<DiscordRestChannel> GetChannelAsync(string channelId, CancellationToken cancellationToken) =>
        GetAsync($"channels/{channelId}", DiscordRestJsonContext.Default.DiscordRestChannel, cancellationToken);

    /// <summary>A server that the bot is on.</summary>
    public ValueTask<DiscordRestGuild> GetGuildAsync(string guildId, CancellationToken cancellationToken) =>
        GetAsync($"guilds/{guildId}", DiscordRestJsonContext.Default.DiscordRestGuild, cancellationToken);

    /// <summary>A member of such a server.</summary>
    public ValueTask<DiscordRestMember> GetMemberAsync(string guildId, string userId, CancellationToken cancellationToken) =>
        GetAsync($"guilds/{guildId}/members/{userId}", DiscordRestJsonContext.Default.DiscordRestMember, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static DiscordException Refused(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => new("bad-token", "Discord does not accept the token. Copy a new one from the page Bot of your application at discord.com/developers (Reset Token) to Discord:Token."),
        HttpStatusCode.Forbidden => new("forbidden", "Discord says that the bot may not see it."),
        HttpStatusCode.NotFound => new("not-found", "Discord knows nothing by that id."),
        HttpStatusCode.TooManyRequests => new("rate-limited", string.Create(
            CultureInfo.InvariantCulture, $"Discord asks to wait {response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 60:0} s before it is asked again.")),
        var status => new("refused", $"Discord answered with HTTP status {(int)status}. Try again later; see discordstatus.com."),
    };

    private async ValueTask<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw Refused(response);
            }

            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("The answer is empty.");
        }
        catch (HttpRequestException e)
        {
            throw new DiscordException("no-answer", $"{http.BaseAddress!.Host} cannot be reached ({e.HttpRequestError}). Check the network, and Discord:ApiUrl if it is set.", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DiscordException("no-answer", $"{http.BaseAddress!.Host} did not answer within {Patience.TotalSeconds:0} s. Check the network.", e);
        }
        catch (JsonException e)
        {
            throw new DiscordException("no-answer", $"What answers at {http.BaseAddress!.Host} is not Discord. Check Discord:ApiUrl.", e);
        }
    }
}
