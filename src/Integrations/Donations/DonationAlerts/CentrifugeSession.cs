using System.Text.Json;

namespace IShowTts.Integrations.Donations.DonationAlerts;

/// <summary>One connection to a Centrifuge server: JSON documents, one a line, several in a message. One reader.</summary>
/// <param name="socket">The connection, owned.</param>
internal sealed class CentrifugeSession(DonationSocket socket) : IDisposable
{
    private readonly Queue<string> _lines = [];

    /// <summary>Messages that were too long and were skipped.</summary>
    public int TooLong => socket.TooLong;

    /// <summary>Sends a command and waits for its answer; lines between are passed over, as nothing is subscribed yet.</summary>
    /// <param name="id">Number of the command, which stands in it too.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer; the caller disposes it.</returns>
    /// <exception cref="DonationConnectionException">It was refused, or the connection ended.</exception>
    public async Task<JsonDocument> AskAsync(int id, object command, CancellationToken cancellationToken)
    {
        await socket.SendAsync(JsonSerializer.Serialize(command), cancellationToken);
        while (await ReadAsync(cancellationToken) is { } line)
        {
            if (line.RootElement.Member("id") is not { ValueKind: JsonValueKind.Number } number || !number.TryGetInt32(out var answered) || answered != id)
            {
                line.Dispose();
                continue;
            }

            if (line.RootElement.Member("error").ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return line;
            line.Dispose();
            throw new DonationConnectionException($"{DonationAlertsDecoder.Service} refused command {id}.");
        }

        throw new DonationConnectionException($"{DonationAlertsDecoder.Service} closed the connection before it let us in.");
    }

    /// <summary>The handshake is over.</summary>
    public void EndDeadline() => socket.EndDeadline();

    /// <summary>The next line that is a JSON object; null when the server closed. An empty object is the server's ping, and is answered.</summary>
    /// <param name="cancellationToken">Ends the wait and the connection with it.</param>
    /// <returns>The line; the caller disposes it.</returns>
    public async Task<JsonDocument?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_lines.TryDequeue(out var line))
            {
                if (DonationJson.TryParse(line) is not { } document) continue;
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().Any()) return document;
                if (document.RootElement.ValueKind == JsonValueKind.Object) await socket.SendAsync("{}", cancellationToken);
                document.Dispose();
            }

            if (await socket.ReceiveAsync(cancellationToken) is not { } message) return null;
            foreach (var line in message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) _lines.Enqueue(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
