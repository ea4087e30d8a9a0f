using System.Globalization;
using System.Text;

namespace IShowTts.Worker.Api;

/// <summary>One stream: writes what comes, waits for a slow reader, buffers nothing for it.</summary>
/// <param name="body">Where to.</param>
/// <param name="transitions">The transitions, in order.</param>
/// <param name="topics">What is told besides.</param>
/// <param name="keepAlive">Every so often, whole seconds, an event says that the line stands. A page does not see comments.</param>
/// <param name="time">Clock.</param>
internal sealed class EventStreamPump(
    Stream body, IAsyncEnumerable<ReadOnlyMemory<byte>> transitions, IReadOnlyList<EventStreamTopic> topics, TimeSpan keepAlive, TimeProvider time)
{
    private static readonly byte[] Greeting = Encoding.UTF8.GetBytes("retry: 2000\n: events of iShowTTS, one per transition\n\n");

    private readonly byte[] ping = Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"event: {Ping}\ndata: {{\"everySeconds\":{(int)keepAlive.TotalSeconds}}}\n\n"));

    /// <summary>Name of the event that says that the line stands: once at the start, then as often as it tells.</summary>
    public const string Ping = "ping";

    /// <summary>Writes until the token fires or the store fails.</summary>
    /// <param name="cancellationToken">The client left, or the worker stops.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var versions = topics.Select(static topic => topic.Enter()).ToArray();
        await using var source = transitions.GetAsyncEnumerator(end.Token);
        var next = source.MoveNextAsync().AsTask();
        try
        {
            var values = topics.Select((topic, i) => topic.WaitBeyondAsync(versions[i], end.Token)).ToArray();
            await WriteAsync((byte[])[.. Greeting, .. ping], end.Token);
            using var timer = new PeriodicTimer(keepAlive, time);
            var due = timer.WaitForNextTickAsync(end.Token).AsTask();
            while (true)
            {
                await Task.WhenAny([next, due, .. values]);
                if (next.IsCompleted)
                {
                    await next;
                    await WriteAsync(source.Current, end.Token);
                    next = source.MoveNextAsync().AsTask();
                }

                for (var i = 0; i < values.Length; i++)
                {
                    if (values[i].IsCompleted)
                    {
                        var value = await values[i];
                        await WriteAsync(value.Bytes, end.Token);
                        values[i] = topics[i].WaitBeyondAsync(value.Version, end.Token);
                    }
                }

                if (due.IsCompleted)
                {
                    await due;
                    await WriteAsync(ping, end.Token);
                    due = timer.WaitForNextTickAsync(end.Token).AsTask();
                }
            }
        }
        finally
        {
            foreach (var topic in topics)
            {
                topic.Leave();
            }

            // An enumerator may be disposed of only when it does not move.
            await end.CancelAsync();
            await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await body.WriteAsync(bytes, cancellationToken);
        await body.FlushAsync(cancellationToken);
    }
}
