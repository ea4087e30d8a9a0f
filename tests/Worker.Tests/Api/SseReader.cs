using System.Globalization;
using System.Text.Json;
using IShowTts.Worker.Api;

namespace IShowTts.Worker.Tests.Api;

/// <summary>Reads an event stream as a browser would.</summary>
internal sealed class SseReader : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private SseReader(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        reader = new StreamReader(stream);
    }

    public static async Task<SseReader> OpenAsync(HttpClient client, long? after, string include = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, include.Length > 0 ? $"/api/events?include={include}" : "/api/events");
        if (after is { } sequence)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", sequence.ToString(CultureInfo.InvariantCulture));
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await OfAsync(answer);
    }

    /// <summary>Reads an answer that came.</summary>
    public static async Task<SseReader> OfAsync(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new SseReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Returns when the greeting came: the stream stands.</summary>
    public async Task GreetedAsync()
    {
        while (await LineAsync() is { Length: > 0 })
        {
        }
    }

    /// <summary>The next event; pings, which only say that the line stands, are passed over.</summary>
    public async Task<SseEvent> NextAsync()
    {
        while (true)
        {
            if (await AnyAsync() is var next && next.Event != EventStreamPump.Ping)
            {
                return next;
            }
        }
    }

    /// <summary>The next event, also a ping.</summary>
    public async Task<SseEvent> AnyAsync()
    {
        long id = 0;
        var name = "message";
        while (true)
        {
            var line = await LineAsync() ?? throw new EndOfStreamException();
            if (line.Length == 0)
            {
                (id, name) = (0, "message");
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using var document = JsonDocument.Parse(line[6..]);
                return new SseEvent(id, name, document.RootElement.Clone());
            }
        }
    }

    /// <summary>The next event of this name; others are passed over.</summary>
    public async Task<SseEvent> NextAsync(string name)
    {
        while (true)
        {
            if (await NextAsync() is var next && next.Event == name)
            {
                return next;
            }
        }
    }

    /// <summary>Returns when the server ended the stream, or cut the line.</summary>
    public async Task EndAsync()
    {
        try
        {
            while (await LineAsync() is not null)
            {
            }
        }
        catch (IOException)
        {
            // Which of the two it is, is chance: the answer ends while the connection does.
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }

    private async Task<string?> LineAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await reader.ReadLineAsync(limit.Token);
    }
}

internal sealed record SseEvent(long Id, string Event, JsonElement Data);
