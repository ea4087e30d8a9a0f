using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Donations.Loopback;

/// <summary>A server of Engine.IO 3 and Socket.IO 2 as Streamlabs and TipeeeStream have one, and TipeeeStream's API.</summary>
public sealed class LoopbackSocketIo : LoopbackService
{
    /// <summary>The only token (or key) that is accepted.</summary>
    public const string Token = "SECRETsocketTOKEN123";

    /// <summary>Whether a ping gets its answer.</summary>
    public bool AnswersPings { get; set; } = true;

    /// <summary>What TipeeeStream's list gives: events as JSON.</summary>
    public ConcurrentQueue<string> Listed { get; } = new();

    /// <summary>The queries of calls to that list.</summary>
    public ConcurrentQueue<string> ListCalls { get; } = new();

    /// <summary>Configuration that points Streamlabs here.</summary>
    public IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["Donations:Streamlabs:Token"] = Token,
        ["Donations:Streamlabs:SocketUrl"] = SocketAddress,
        ["Donations:Streamlabs:ReconnectMinSeconds"] = "0.01",
        ["Donations:Streamlabs:ReconnectMaxSeconds"] = "0.1",
    };

    /// <summary>Starts it on a free port.</summary>
    public static async Task<LoopbackSocketIo> StartAsync()
    {
        var service = new LoopbackSocketIo();
        await service.ListenAsync();
        return service;
    }

    /// <summary>Opens a session on a connection, and joins the namespace.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="pingInterval">How often the program must ping, in ms.</param>
    /// <param name="pingTimeout">How long an answer may take, in ms.</param>
    public static Task OpenAsync(LoopbackSocket socket, int pingInterval = 25_000, int pingTimeout = 5_000) =>
        socket.SendAsync($$"""0{"sid":"abc","upgrades":[],"pingInterval":{{pingInterval}},"pingTimeout":{{pingTimeout}}}""", "40");

    /// <summary>Waits for the next connection; lets it in, or refuses it as the real ones do when the token is wrong.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LoopbackSocket> AcceptAndOpenAsync(CancellationToken cancellationToken)
    {
        var socket = await AcceptAsync(cancellationToken);
        if (socket.Query.EndsWith("token=" + Token, StringComparison.Ordinal)) await OpenAsync(socket);
        else await socket.SendAsync("44\"Unauthorized " + Token + "\"");
        return socket;
    }

    /// <summary>A donation of Streamlabs, as the documentation shows one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="message">The donor's words; no quotes in it.</param>
    public static string Donation(string id, string message) => $$"""
        42["event",{"type":"donation","message":[{"id":96164121,"name":"test","amount":"13.37","formatted_amount":"$13.37","formattedAmount":"$13.37","message":"{{message}}",
         "currency":"USD","emotes":null,"iconClassName":"user","to":{"name":"Streamer"},"from":"test","from_user_id":null,"_id":"{{id}}"}],"for":"streamlabs","event_id":"evt_17e5"}]
        """;

    /// <summary>A donation of TipeeeStream.</summary>
    /// <param name="reference">Its <c>ref</c>.</param>
    /// <param name="message">The donor's words; no quotes in it.</param>
    /// <param name="createdAt">When.</param>
    public static string Tipeee(string reference, string message, string createdAt = "2026-02-01T09:00:00+0000") =>
        $$$"""{"id":1,"ref":"{{{reference}}}","type":"donation","created_at":"{{{createdAt}}}","formattedAmount":"5,00 €","parameters":{"username":"bob","amount":5,"currency":"EUR","message":"{{{message}}}","formattedMessage":"hi","recurring":false}}""";

    /// <inheritdoc/>
    protected override async Task AnswerAsync(LoopbackSocket socket, string text)
    {
        if (text == "2" && AnswersPings) await socket.SendAsync("3");
    }

    /// <inheritdoc/>
    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2.0/site/socket", () => Results.Json(new { code = 200, datas = new { host = "http://127.0.0.1", port = new Uri(Address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture) } }));
        routes.MapGet("/v1.0/events.json", (HttpRequest request) =>
        {
            ListCalls.Enqueue(request.QueryString.Value ?? "");
            return request.Query["apiKey"] == Token
                ? Results.Text($$$"""{"message":"success","datas":{"items":[{{{string.Join(',', Listed)}}}]}}""", "application/json")
                : Results.StatusCode(401);
        });
    }
}
