using System.Collections.Concurrent;
using System.Globalization;

namespace IShowTts.Integrations.Discord;

/// <summary>Questions to the bridge that wait for an answer. Thread safe.</summary>
/// <typeparam name="T">The answer.</typeparam>
internal sealed class QuestionBook<T>
{
    /// <summary>Most that wait.</summary>
    public const int MaxWaiting = 32;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<T>> waiting = new(StringComparer.Ordinal);
    private int last;

    /// <summary>Adds a question.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="DiscordException">Too many wait.</exception>
    public Task<T> Ask(out string id)
    {
        if (waiting.Count >= MaxWaiting)
        {
            throw new DiscordException("busy", $"{MaxWaiting} questions to Discord wait already; ask again in a moment.");
        }

        id = Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
        return (waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>Forgets a question.</summary>
    /// <param name="id">Its id.</param>
    public void Forget(string id) => waiting.TryRemove(id, out _);

    /// <summary>Takes over an answer; nothing happens when nobody waits for it.</summary>
    /// <param name="id">Id of the question.</param>
    /// <param name="answer">The answer.</param>
    public void Answer(string id, T answer)
    {
        if (waiting.TryRemove(id, out var question))
        {
            question.TrySetResult(answer);
        }
    }

    /// <summary>Tells everybody who waits that no answer comes.</summary>
    public void GiveUp()
    {
        foreach (var id in waiting.Keys)
        {
            if (waiting.TryRemove(id, out var question))
            {
                question.TrySetException(new DiscordException("bridge-gone", "The Discord bridge ended before it answered. Try again in a moment."));
            }
        }
    }
}
