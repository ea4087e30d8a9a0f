using IShowTts.Integrations.Twitch;

namespace IShowTts.Integrations.Tests.Twitch;

/// <summary>Gives the credentials that a test sets, and counts how often it is asked.</summary>
internal sealed class FakeTokenSource : ITwitchTokenSource
{
    public Queue<TwitchCredentials?> Next { get; } = new();

    public int Asked { get; private set; }

    /// <summary>The next credentials; the last ones again when there are no more; nobody's when none were set.</summary>
    public ValueTask<TwitchCredentials?> GetAsync(CancellationToken cancellationToken)
    {
        Asked++;
        if (Next.Count == 0) return default;
        return ValueTask.FromResult(Next.Count > 1 ? Next.Dequeue() : Next.Peek());
    }
}
