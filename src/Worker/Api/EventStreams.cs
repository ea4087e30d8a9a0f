using System.Globalization;
using System.Text;
using System.Text.Json;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>Serves event streams, at most <see cref="ApiOptions.MaxEventStreams"/> at a time. A slow reader is waited for, never buffered for.</summary>
internal sealed class EventStreams(IUtteranceQueue queue, IOptions<ApiOptions> options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<EventStreams> logger)
{
    private static readonly byte[] Greeting = Encoding.UTF8.GetBytes("retry: 2000\n: events of iShowTTS, one per transition\n\n");
    private static readonly byte[] KeepAlive = Encoding.UTF8.GetBytes(": keep-alive\n\n");
    private int open;

    /// <summary>Most streams at a time.</summary>
    public int Limit => options.Value.MaxEventStreams;

    /// <summary>Takes a place; give it back with <see cref="Leave"/>.</summary>
    /// <returns>False when all are taken.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref open) <= Limit)
        {
            return true;
        }

        Interlocked.Decrement(ref open);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref open);

    /// <summary>Writes events until the client leaves or the worker stops.</summary>
    /// <param name="context">The request.</param>
    /// <param name="after">Last sequence the client has; null for new ones only.</param>
    public async Task ServeAsync(HttpContext context, long? after)
    {
        Log.StreamOpened(logger, after, Volatile.Read(ref open));
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await using var transitions = queue.WatchAsync(after, end.Token).GetAsyncEnumerator(end.Token);
            var next = transitions.MoveNextAsync().AsTask();
            await WriteAsync(context, Greeting, end.Token);
            while (await WaitAsync(context, next, end.Token))
            {
                await WriteAsync(context, Format(transitions.Current, after), end.Token);
                after = transitions.Current.Sequence;
                next = transitions.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            Log.StreamClosed(logger);
        }
    }

    /// <summary>Waits for the next transition; says that the line stands as long as none comes.</summary>
    private async Task<bool> WaitAsync(HttpContext context, Task<bool> next, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var silence = Task.Delay(TimeSpan.FromSeconds(options.Value.KeepAliveSeconds), time, timer.Token);
            if (await Task.WhenAny(next, silence) == next)
            {
                await timer.CancelAsync();
                return await next;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return await next;
            }

            await WriteAsync(context, KeepAlive, cancellationToken);
        }
    }

    private static byte[] Format(UtteranceTransition transition, long? after)
    {
        var builder = new StringBuilder();
        if (after is { } last && transition.Sequence > last + 1)
        {
            var missed = new MissedBody(last + 1, transition.Sequence - 1);
            builder.Append(CultureInfo.InvariantCulture, $"event: missed\ndata: {JsonSerializer.Serialize(missed, ApiJsonContext.Default.MissedBody)}\n\n");
        }

        var body = new TransitionBody(
            transition.Sequence,
            transition.At,
            transition.From is { } from ? Kebab.Of(from) : null,
            Kebab.Of(transition.Utterance.State),
            UtteranceBody.From(transition.Utterance));
        builder.Append(CultureInfo.InvariantCulture, $"id: {transition.Sequence}\nevent: utterance\ndata: {JsonSerializer.Serialize(body, ApiJsonContext.Default.TransitionBody)}\n\n");
        return Encoding.UTF8.GetBytes(builder.ToString());
    }

    private static async Task WriteAsync(HttpContext context, byte[] bytes, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
