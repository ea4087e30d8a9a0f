using System.Net.WebSockets;
using System.Text;

namespace IShowTts.TestKit.Twitch;

/// <summary>The server's end of one connection of <see cref="LoopbackIrcServer"/>. One reader and one writer.</summary>
public sealed class LoopbackIrcClient : IDisposable
{
    private readonly WebSocket _socket;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lines = [];

    internal LoopbackIrcClient(WebSocket socket) => _socket = socket;

    /// <summary>Lower-case login of the channel that was joined; empty before.</summary>
    public string Channel { get; private set; } = "";

    /// <summary>Every line that was received.</summary>
    public List<string> Received { get; } = [];

    internal Task Ended => _ended.Task;

    /// <summary>The next line that the program sends.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The line without its end; null when the program closed.</returns>
    public async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (_lines.Count == 0)
        {
            var frame = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (frame.MessageType == WebSocketMessageType.Close) return null;
            foreach (var line in Encoding.UTF8.GetString(buffer, 0, frame.Count).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)) _lines.Enqueue(line);
        }

        var next = _lines.Dequeue();
        Received.Add(next);
        return next;
    }

    /// <summary>Waits for a line that begins so; others before it are passed over (and kept in <see cref="Received"/>).</summary>
    /// <param name="start">How it begins.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> ExpectAsync(string start, CancellationToken cancellationToken)
    {
        while (await ReceiveAsync(cancellationToken) is { } line)
            if (line.StartsWith(start, StringComparison.Ordinal)) return line;
        throw new InvalidOperationException($"The program closed before it sent \"{start}\". It sent: {string.Join(" | ", Received)}");
    }

    /// <summary>Does what Twitch does until a channel is joined.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WelcomeAsync(CancellationToken cancellationToken)
    {
        await ExpectAsync("CAP REQ", cancellationToken);
        await SendAsync(":tmi.twitch.tv CAP * ACK :twitch.tv/tags twitch.tv/commands");
        var login = (await ExpectAsync("NICK", cancellationToken))[5..];
        await SendAsync($":tmi.twitch.tv 001 {login} :Welcome, GLHF!", $":tmi.twitch.tv 376 {login} :>");
        Channel = (await ExpectAsync("JOIN #", cancellationToken))[6..];
        await SendAsync(
            $":{login}!{login}@{login}.tmi.twitch.tv JOIN #{Channel}",
            $":{login}.tmi.twitch.tv 366 {login} #{Channel} :End of /NAMES list",
            $"@emote-only=0;followers-only=-1;r9k=0;room-id=1;slow=0;subs-only=0 :tmi.twitch.tv ROOMSTATE #{Channel}");
    }

    /// <summary>Sends lines in one message.</summary>
    /// <param name="lines">Without their ends.</param>
    public Task SendAsync(params string[] lines) => SendPieceAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))), isEnd: true);

    /// <summary>Sends a chat message.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="login">Its author.</param>
    /// <param name="text">Its words.</param>
    public Task SendChatAsync(string id, string login, string text) => SendAsync(
        $"@badges=;display-name={login};emotes=;id={id};room-id=1;user-id={login.Length} :{login}!{login}@{login}.tmi.twitch.tv PRIVMSG #{Channel} :{text}");

    /// <summary>Sends bytes as they are.</summary>
    /// <param name="bytes">A piece of a message.</param>
    /// <param name="isEnd">Whether the WebSocket message ends with it.</param>
    public Task SendPieceAsync(byte[] bytes, bool isEnd) => _socket.SendAsync(bytes, WebSocketMessageType.Text, isEnd, CancellationToken.None);

    /// <summary>Closes as a server does that is well.</summary>
    public async Task CloseAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        _ended.TrySetResult();
    }

    /// <summary>Cuts the line.</summary>
    public void Abort()
    {
        _socket.Abort();
        _ended.TrySetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.TrySetResult();
}
