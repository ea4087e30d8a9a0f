using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Api;

namespace IShowTts.TestKit.Hosting;

/// <summary>Many listeners of <c>/api/events</c> and many requests to <c>/api/tts</c> at once, against a worker with a fast engine, while messages are spoken.</summary>
internal static class ApiLoad
{
    private const string Path = "/api/tts";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly string Text = string.Join(' ', Enumerable.Repeat("word", 40));

    /// <summary>Puts the load on a worker of its own.</summary>
    /// <param name="size">How much.</param>
    public static async Task<ApiLoadResult> RunAsync(ApiLoadSize size)
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var worker = await WorkerFixture.StartAsync(Settings(size));
        using var client = NewClient(worker);
        var expected = await SpeakAsync(client, limit.Token);
        var listeners = Enumerable.Range(0, size.Listeners).Select(_ => ListenAsync(client, size.Messages, limit.Token)).ToArray();
        var messages = SendAsync(client, size.Messages, limit.Token);
        var failures = new ConcurrentQueue<string>();
        var heap = new List<double>();
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < size.Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, size.Requests).Select(_ => CheckAsync(client, expected, failures, limit.Token)));
            heap.Add(GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        await messages;
        var heard = await Task.WhenAll(listeners);
        var stored = await StoredAsync(worker, size.Messages, limit.Token);
        var asked = size.Requests * size.Rounds;
        return new ApiLoadResult(
            stored.Count,
            heard.Sum(events => (long)events.Count),
            heard.Count(events => !events.SequenceEqual(stored)),
            asked - failures.Count,
            [.. failures.Take(10)],
            heap,
            asked * (expected.Length / 96_000.0),
            elapsed);
    }

    private static WorkerFixtureSettings Settings(ApiLoadSize size) => new()
    {
        Engine = new FakeSynthesizer { WordDuration = TimeSpan.FromMilliseconds(50) },
        Sinks = [new RecordingSink()],
        Configuration = new Dictionary<string, string?>
        {
            ["Api:MaxEventStreams"] = Show(size.Listeners),
            ["Api:MaxSynthesesWaiting"] = Show(size.Requests),
            ["Api:MaxSynthesesPerClient"] = Show(size.Requests),
        },
    };

    private static HttpClient NewClient(WorkerFixture worker)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = worker.BaseAddress, Timeout = Limit };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", worker.Get<ApiToken>().Value);
        return client;
    }

    private static async Task<byte[]> SpeakAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(Path, new { text = Text, format = "pcm" }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private static async Task CheckAsync(HttpClient client, byte[] expected, ConcurrentQueue<string> failures, CancellationToken cancellationToken)
    {
        try
        {
            if (!(await SpeakAsync(client, cancellationToken)).AsSpan().SequenceEqual(expected))
            {
                failures.Enqueue("An answer differs from the first one.");
            }
        }
        catch (HttpRequestException exception)
        {
            failures.Enqueue(exception.Message);
        }
    }

    private static async Task SendAsync(HttpClient client, int count, CancellationToken cancellationToken)
    {
        for (var number = 0; number < count; number++)
        {
            using var response = await client.PostAsJsonAsync("/api/utterances", new { text = $"message {Show(number)}" }, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Sequences of all events until every message was heard.</summary>
    private static async Task<List<long>> ListenAsync(HttpClient client, int messages, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", "0");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var sequences = new List<long>();
        while (messages > 0 && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                sequences.Add(long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture));
            }
            else if (line.Contains("\"to\":\"heard\"", StringComparison.Ordinal))
            {
                messages--;
            }
        }

        return sequences;
    }

    private static async Task<List<long>> StoredAsync(WorkerFixture worker, int messages, CancellationToken cancellationToken)
    {
        var sequences = new List<long>();
        await foreach (var transition in worker.Queue.WatchAsync(0, cancellationToken))
        {
            sequences.Add(transition.Sequence);
            if (transition.Utterance.State == Worker.Queue.UtteranceState.Heard && --messages == 0)
            {
                break;
            }
        }

        return sequences;
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
