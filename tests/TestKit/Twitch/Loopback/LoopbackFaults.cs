using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>What goes wrong on a <see cref="LoopbackTwitch"/>: one-time faults in order, and a rule for every call. Thread safe.</summary>
public sealed class LoopbackFaults
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task<bool>>>> next = new(StringComparer.Ordinal);

    /// <summary>Asked for every call before anything else; true when it answered (or cut) it itself. Null for no such rule.</summary>
    public Func<HttpContext, Task<bool>>? Rule { get; set; }

    /// <summary>Calls so far as <c>METHOD PATH</c>, in order of arrival.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>How often each HTTP status was answered; a call that was cut is not counted.</summary>
    public ConcurrentDictionary<int, int> Answers { get; } = new();

    /// <summary>The next call of a path answers with an error and does nothing.</summary>
    /// <param name="path">For example <c>/helix/chat/messages</c>.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="headers">Headers of the answer, for example <c>Ratelimit-Reset</c>.</param>
    public LoopbackFaults Answer(string path, int status, params (string Name, string Value)[] headers) => Next(path, async context =>
    {
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await LoopbackAnswer.ErrorAsync(context, status, "Fault", "a fault of the test");
        return true;
    });

    /// <summary>The connection of the next call of a path is cut before anything happens.</summary>
    public LoopbackFaults Cut(string path) => Next(path, context =>
    {
        context.Abort();
        return Task.FromResult(true);
    });

    /// <summary>The next call of a path is treated like this.</summary>
    /// <param name="path">The path.</param>
    /// <param name="fault">True when it answered; false to go on as usual.</param>
    public LoopbackFaults Next(string path, Func<HttpContext, Task<bool>> fault)
    {
        next.GetOrAdd(path, static _ => new()).Enqueue(fault);
        return this;
    }

    /// <summary>Lets the fault that is due happen.</summary>
    /// <returns>Whether the call was answered by it.</returns>
    internal async Task<bool> StrikeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        Calls.Enqueue($"{context.Request.Method} {path}");
        if (next.TryGetValue(path, out var faults) && faults.TryDequeue(out var fault) && await fault(context))
        {
            return true;
        }

        return Rule is { } rule && await rule(context);
    }
}
