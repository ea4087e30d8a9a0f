using IShowTts.Worker.Api.Keys;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>Serves event streams, at most <see cref="ApiOptions.MaxEventStreams"/> at a time. A slow reader is waited for, never buffered for.</summary>
internal sealed class EventStreams(
    EventStreamTail tail,
    EventStreamState state,
    EventStreamLevel level,
    IOptions<ApiOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<EventStreams> logger)
{
    private readonly EventStreamTopic[] topics = [state.Status, state.Health, level.Level];
    /// <summary>Who has a stream.</summary>
    public EventStreamPlaces Places { get; } = new(options.Value.MaxEventStreams);

    /// <summary>What <c>include</c> may name.</summary>
    public IEnumerable<string> TopicNames => topics.Select(static topic => topic.Name);

    /// <summary>Writes events until the client leaves, its credentials end or the worker stops.</summary>
    /// <param name="context">The request.</param>
    /// <param name="after">Last sequence the client has; null for new ones only.</param>
    /// <param name="include">Names of topics that are told besides the transitions.</param>
    public async Task ServeAsync(HttpContext context, long? after, IReadOnlySet<string> include)
    {
        Log.StreamOpened(logger, after, Places.Open);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, context.GetCaller().Ended);
        var transitions = tail.ReadAsync(after, end.Token);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var pump = new EventStreamPump(
            context.Response.Body,
            transitions,
            [.. topics.Where(topic => include.Contains(topic.Name))],
            TimeSpan.FromSeconds(options.Value.KeepAliveSeconds),
            time);
        try
        {
            await pump.RunAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            Log.StreamClosed(logger);
        }
    }
}
