using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Donations.Loopback;

/// <summary>DonationAlerts: its API and its Centrifuge server.</summary>
public sealed class LoopbackDonationAlerts : LoopbackService
{
    /// <summary>The only access token that is accepted.</summary>
    public const string Token = "SECRETaccessTOKEN456";

    /// <summary>The token for the socket.</summary>
    public const string SocketToken = "SECRETsocketTOKEN789";

    /// <summary>The channel of the user's donations.</summary>
    public const string Channel = "$alerts:donation_77";

    /// <summary>What the list gives, newest first: donations as JSON.</summary>
    public ConcurrentQueue<string> Listed { get; } = new();

    /// <summary>Donations on a page of the list.</summary>
    public int PageSize { get; set; } = 30;

    /// <summary>Starts it on a free port.</summary>
    public static async Task<LoopbackDonationAlerts> StartAsync()
    {
        var service = new LoopbackDonationAlerts();
        await service.ListenAsync();
        return service;
    }

    /// <summary>A push in the older form.</summary>
    /// <param name="donation">The donation.</param>
    public static string OldPush(string donation) => $$$"""{"result":{"channel":"{{{Channel}}}","data":{"seq":1,"data":{{{donation}}} } } }""";

    /// <summary>A push in the newer form.</summary>
    /// <param name="donation">The donation.</param>
    public static string NewPush(string donation) => $$$"""{"push":{"channel":"{{{Channel}}}","pub":{"data":{{{donation}}} } } }""";

    /// <summary>A donation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="message">The donor's words; no quotes in it.</param>
    /// <param name="type"><c>text</c> or <c>audio</c>.</param>
    /// <param name="createdAt">When, UTC without a zone.</param>
    public static string Donation(int id, string message, string type = "text", string createdAt = "2026-02-01 09:00:00") =>
        $$"""{"id":{{id}},"name":"donation","username":"Ivan","message":"{{message}}","message_type":"{{type}}","amount":500,"currency":"RUB","is_shown":0,"amount_in_user_currency":500,"created_at":"{{createdAt}}","shown_at":null}""";

    /// <summary>Waits for the next connection and does what the server does until the channel is subscribed.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LoopbackSocket> AcceptAndSubscribeAsync(CancellationToken cancellationToken)
    {
        var socket = await AcceptAsync(cancellationToken);
        await socket.ExpectAsync("{\"params\":{\"token\":\"" + SocketToken + "\"},\"id\":1}", cancellationToken);
        await socket.SendAsync("""{"id":1,"result":{"client":"uuid-of-client","version":"3.2.3"}}""");
        await socket.ExpectAsync("\"token\":\"channel-token\"},\"method\":1,\"id\":2}", cancellationToken);
        await socket.SendAsync("""{"id":2,"result":{"recoverable":true}}""");
        return socket;
    }

    /// <inheritdoc/>
    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/user/oauth", (HttpRequest request) => Guard(request, () => new { data = new { id = 77, email = "streamer@example.com", socket_connection_token = SocketToken } }));
        routes.MapPost("/api/v1/centrifuge/subscribe", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            var isOurs = body.RootElement.GetProperty("client").GetString() == "uuid-of-client" && body.RootElement.GetProperty("channels")[0].GetString() == Channel;
            return isOurs ? Guard(request, () => new { channels = new[] { new { channel = Channel, token = "channel-token" } } }) : Results.StatusCode(400);
        });
        routes.MapGet("/api/v1/alerts/donations", (HttpRequest request, int page) => Guard(
            request, () => new { data = Listed.Skip((page - 1) * PageSize).Take(PageSize).Select(text => JsonElement.Parse(text)).ToArray() }));
    }

    private static IResult Guard(HttpRequest request, Func<object> answer) =>
        request.Headers.Authorization == $"Bearer {Token}" ? Results.Json(answer()) : Results.Json(new { message = "Unauthenticated." }, statusCode: 401);
}
