using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Donations.Loopback;

/// <summary>StreamElements' Astro gateway and the call that tells a channel's id.</summary>
public sealed class LoopbackStreamElements : LoopbackService
{
    /// <summary>The id that the API tells; the gateway's own, canonical one is <see cref="CanonicalRoom"/>.</summary>
    public const string Room = "603abc123abc123abc123abc";

    /// <summary>The id that the gateway uses.</summary>
    public const string CanonicalRoom = "5ad23dcc18fff500d78c5348";

    /// <summary>The only token that the API accepts.</summary>
    public const string Token = "header.payload-of-the-secret.signature";

    /// <summary>Configuration that points a worker here.</summary>
    public IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["Donations:StreamElements:Token"] = Token,
        ["Donations:StreamElements:SocketUrl"] = SocketAddress,
        ["Donations:StreamElements:ApiUrl"] = Address,
        ["Donations:StreamElements:ReconnectMinSeconds"] = "0.01",
        ["Donations:StreamElements:ReconnectMaxSeconds"] = "0.1",
    };

    /// <summary>Starts it on a free port.</summary>
    public static async Task<LoopbackStreamElements> StartAsync()
    {
        var service = new LoopbackStreamElements();
        await service.ListenAsync();
        return service;
    }

    /// <summary>Says welcome on a connection.</summary>
    /// <param name="socket">The connection.</param>
    public static Task WelcomeAsync(LoopbackSocket socket) => socket.SendAsync(
        """{"id":"01J5KXYZ","ts":"2026-03-19T12:00:00Z","type":"welcome","data":{"message":"You are in a maze of dank memes, all alike.","client_id":"01J5KXYZ"}}""");

    /// <summary>Waits for the next connection, welcomes it and accepts both subscriptions.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="errors">What each topic is answered with instead; none accepts it.</param>
    public async Task<LoopbackSocket> AcceptAndWelcomeAsync(CancellationToken cancellationToken, params (string Topic, string Error)[] errors)
    {
        var socket = await AcceptAsync(cancellationToken);
        await WelcomeAsync(socket);
        await SubscribeAsync(socket, cancellationToken, errors);
        return socket;
    }

    /// <summary>Waits for both subscriptions and answers them.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="errors">What each topic is answered with instead; none accepts it.</param>
    public static async Task SubscribeAsync(LoopbackSocket socket, CancellationToken cancellationToken, params (string Topic, string Error)[] errors)
    {
        var answers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            var (topic, answer) = Answer(await socket.ExpectAsync("\"subscribe\"", cancellationToken), errors);
            answers[topic] = answer;
        }

        // The longer topic first: a refusal of the other may end the connection.
        foreach (var (_, answer) in answers.Reverse()) await socket.SendAsync(answer);
    }

    /// <summary>Waits for one subscription and answers it.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="errors">What each topic is answered with instead; none accepts it.</param>
    /// <returns>The topic.</returns>
    public static async Task<string> SubscribeOneAsync(LoopbackSocket socket, CancellationToken cancellationToken, params (string Topic, string Error)[] errors)
    {
        var (topic, answer) = Answer(await socket.ExpectAsync("\"subscribe\"", cancellationToken), errors);
        await socket.SendAsync(answer);
        return topic;
    }

    /// <summary>A message of a topic.</summary>
    /// <param name="tip">Its data.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="room">The room.</param>
    public static string Message(string tip, string topic = "channel.tips", string room = CanonicalRoom) =>
        $$"""{"id":"e","ts":"2026-03-19T12:00:00Z","type":"message","topic":"{{topic}}","room":"{{room}}","data":{{tip}}}""";

    /// <summary>A tip, as the documentation shows one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="message">The donor's words.</param>
    /// <param name="approved"><c>allowed</c>, <c>pending</c> or <c>rejected</c>.</param>
    public static string Tip(string id, string message, string approved = "allowed") => $$"""
        {"donation":{"user":{"username":"Styler","geo":"ZZ","email":"styler@example.com","channel":"5ad23dcc18fff500d78c5348"},"message":{{JsonSerializer.Serialize(message)}},"amount":4.2,"currency":"USD","paymentMethod":"scheme"},
         "_id":"{{id}}","channel":"5ad23dcc18fff500d78c5348","provider":"paypal","approved":"{{approved}}","status":"success","createdAt":"2025-02-19T15:07:09.302Z","updatedAt":"2025-02-19T15:07:17.099Z","transactionId":"2YH79902JR1691017"}
        """;

    /// <inheritdoc/>
    protected override void Map(IEndpointRouteBuilder routes) => routes.MapGet("/kappa/v2/channels/me", (HttpRequest request) =>
        request.Headers.Authorization == $"Bearer {Token}" ? Results.Json(new { _id = Room, email = "streamer@example.com" }) : Results.Json(new { statusCode = 401, error = "Unauthorized" }, statusCode: 401));

    private static (string Topic, string Answer) Answer(string subscription, (string Topic, string Error)[] errors)
    {
        using var frame = JsonDocument.Parse(subscription);
        var data = frame.RootElement.GetProperty("data");
        var topic = data.GetProperty("topic").GetString()!;
        var nonce = frame.RootElement.GetProperty("nonce").GetString();
        var error = errors.FirstOrDefault(entry => entry.Topic == topic).Error;
        return (topic, JsonSerializer.Serialize(
            error is null && data.GetProperty("token").GetString() == Token
                ? new { id = "r", type = "response", nonce, data = (object)new { message = "successfully subscribed to topic", topic, room = CanonicalRoom } }
                : (object)new { id = "r", type = "response", nonce, error = error ?? "err_unauthorized", data = new { message = "token=" + Token, topic } }));
    }
}
