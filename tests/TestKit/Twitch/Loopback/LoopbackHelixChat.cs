using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Users, chat messages and cheermotes over Helix.</summary>
public sealed class LoopbackHelixChat
{
    private readonly LoopbackSignIn signIn;
    private readonly ConcurrentQueue<string> drops = new();
    private readonly Channel<LoopbackChatLine> written = Channel.CreateUnbounded<LoopbackChatLine>();
    private int made;

    internal LoopbackHelixChat(LoopbackSignIn signIn) => this.signIn = signIn;

    /// <summary>Accounts by login.</summary>
    public ConcurrentDictionary<string, string> Users { get; } = new(StringComparer.Ordinal) { [LoopbackTwitch.BroadcasterLogin] = LoopbackTwitch.BroadcasterId };

    /// <summary>Prefixes of cheermotes.</summary>
    public ConcurrentQueue<string> Cheermotes { get; } = new(["Cheer"]);

    /// <summary>The next line is taken and not sent.</summary>
    /// <param name="code">Why.</param>
    public void DropNext(string code) => drops.Enqueue(code);

    /// <summary>The next line that was sent.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<LoopbackChatLine> NextAsync(CancellationToken cancellationToken) => written.Reader.ReadAsync(cancellationToken);

    /// <summary>Maps the routes.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/helix/users", (HttpContext context) => Results.Json(new
        {
            data = Users.Where(user => context.Request.Query["login"].Contains(user.Key)
                    || context.Request.Query["id"].Contains(user.Value)
                    || (context.Request.Query.Count == 0 && user.Value == signIn.UserOf(context.Request)))
                .Select(static user => new { id = user.Value, login = user.Key, display_name = user.Key }),
        }));
        routes.MapGet("/helix/bits/cheermotes", () => Results.Json(new { data = Cheermotes.Select(static prefix => new { prefix }) }));
        routes.MapPost("/helix/chat/messages", WriteAsync);
    }

    private async Task WriteAsync(HttpContext context)
    {
        var body = await context.Request.ReadFromJsonAsync<JsonElement>();
        var sender = body.GetProperty("sender_id").GetString()!;
        var text = body.GetProperty("message").GetString()!;
        var token = signIn.Bearer(context.Request);
        if (token is null || token.UserId != sender || !token.Scopes.Contains("user:write:chat"))
        {
            await LoopbackAnswer.ErrorAsync(context, 403, "Forbidden", "the sender may not write");
        }
        else if (text.Length > 500)
        {
            await LoopbackAnswer.ErrorAsync(context, 422, "Unprocessable", "the message is too long");
        }
        else if (drops.TryDequeue(out var code))
        {
            await context.Response.WriteAsJsonAsync(new { data = new[] { new { message_id = "", is_sent = false, drop_reason = new { code, message = "dropped" } } } });
        }
        else
        {
            var id = $"written-{Interlocked.Increment(ref made)}";
            var reply = body.TryGetProperty("reply_parent_message_id", out var parent) ? parent.GetString() : null;
            written.Writer.TryWrite(new LoopbackChatLine(id, sender, text, reply));
            await context.Response.WriteAsJsonAsync(new { data = new[] { new { message_id = id, is_sent = true, drop_reason = (object?)null } } });
        }
    }
}
