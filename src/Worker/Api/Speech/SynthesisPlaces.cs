using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Speech;

/// <summary>How many requests for audio are served at a time, how many wait, and how many of them are one client's. Thread safe.</summary>
/// <param name="options">The limits, read once.</param>
internal sealed class SynthesisPlaces(IOptions<ApiOptions> options) : IDisposable
{
    private readonly ApiOptions limits = options.Value;
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> clients = new(StringComparer.Ordinal);
    private int taken;

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

    /// <summary>Takes a place.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="place">The place; null when there is none.</param>
    /// <returns>The problem to answer with; null when there is a place.</returns>
    public ProblemBody? Enter(string client, out SynthesisPlace? place)
    {
        place = null;
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
            taken++;
        }

        place = new SynthesisPlace(this, client);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Turns.Dispose();

    /// <summary>Gives a place back.</summary>
    internal void Leave(string client)
    {
        lock (gate)
        {
            taken--;
            if (--clients[client] == 0)
            {
                clients.Remove(client);
            }
        }
    }
}
