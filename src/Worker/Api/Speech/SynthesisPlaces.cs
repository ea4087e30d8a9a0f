using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Speech;

/// <summary>How many requests for audio are served at a time, how many wait, how many of them are one client's, and how much audio they keep. Thread safe.</summary>
/// <param name="options">The limits, read once.</param>
internal sealed class SynthesisPlaces(IOptions<ApiOptions> options) : IDisposable
{
    private readonly ApiOptions limits = options.Value;
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> clients = new(StringComparer.Ordinal);
    private int taken;
    private long kept;

    /// <summary>Told how many places are taken, after each change.</summary>
    public event Action<int>? Changed;

    /// <summary>One count for each request that may ask an engine now.</summary>
    internal SemaphoreSlim Turns { get; } = new(options.Value.MaxSyntheses);

    /// <summary>Requests that are served or wait.</summary>
    public int Taken
    {
        get
        {
            lock (gate)
            {
                return taken;
            }
        }
    }

    /// <summary>Bytes of audio that clients have not taken yet.</summary>
    public long Kept => Interlocked.Read(ref kept);

    /// <summary>Why no answer may begin now; null when one may. One that has begun is finished, so at most <c>Api:MaxSyntheses</c> answers come on top of the limit.</summary>
    public ProblemBody? FindProblem() => Kept < limits.MaxSynthesisBytes
        ? null
        : Problems.TooManySyntheses($"{Kept} bytes of audio wait for clients that read slowly, as many as may (Api:MaxSynthesisBytes).");

    /// <summary>Takes a place.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="place">The place; null when there is none.</param>
    /// <returns>The problem to answer with; null when there is a place.</returns>
    public ProblemBody? Enter(string client, out SynthesisPlace? place)
    {
        place = null;
        if (FindProblem() is { } full)
        {
            return full;
        }

        int now;
        lock (gate)
        {
            var own = clients.GetValueOrDefault(client);
            if (own >= limits.MaxSynthesesPerClient)
            {
                return Problems.TooManySyntheses($"This client has {own} requests for audio under way, as many as one may have (Api:MaxSynthesesPerClient).");
            }

            if (taken >= limits.MaxSyntheses + limits.MaxSynthesesWaiting)
            {
                return Problems.TooManySyntheses($"{taken} requests for audio are under way or wait, as many as may (Api:MaxSyntheses, Api:MaxSynthesesWaiting).");
            }

            clients[client] = own + 1;
            now = ++taken;
        }

        Changed?.Invoke(now);
        place = new SynthesisPlace(this, client);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Turns.Dispose();

    /// <summary>Gives a place back.</summary>
    internal void Leave(string client)
    {
        int now;
        lock (gate)
        {
            now = --taken;
            if (--clients[client] == 0)
            {
                clients.Remove(client);
            }
        }

        Changed?.Invoke(now);
    }

    /// <summary>Counts audio that is kept.</summary>
    /// <param name="bytes">Bytes more; negative for less.</param>
    internal void Keep(long bytes) => Interlocked.Add(ref kept, bytes);
}
