using System.Security.Cryptography;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Browsers that are signed in to the dashboard. Each has a cookie of 256 random bits, made at its sign-in and never taken from the browser. They end after thirty days, and with the token. Thread safe.</summary>
internal sealed class Sessions(SessionFile file, TimeProvider time)
{
    /// <summary>Most sessions; a further one ends the oldest.</summary>
    public const int MaxSessions = 32;

    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private const int RandomBytes = 32;
    private readonly Lock gate = new();
    private List<LiveSession>? sessions;

    /// <summary>Begins a session.</summary>
    /// <returns>The cookie's value; nobody can tell it again.</returns>
    public string Begin()
    {
        var value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        LiveSession? oldest = null;
        lock (gate)
        {
            var all = All();
            if (all.Count >= MaxSessions)
            {
                oldest = all[0];
                all.RemoveAt(0);
            }

            all.Add(new LiveSession(ApiKeySecret.Hash(value), time.GetUtcNow()));
            Save();
        }

        oldest?.Dispose();
        return value;
    }

    /// <summary>Finds the session of a cookie, in a time that does not tell how near it was.</summary>
    /// <param name="value">What the browser sent.</param>
    /// <returns>Null when it is none, or over.</returns>
    public ApiCaller? Find(string value)
    {
        RemoveOld();
        var hash = ApiKeySecret.Hash(value);
        lock (gate)
        {
            LiveSession? found = null;
            foreach (var session in All())
            {
                found = CryptographicOperations.FixedTimeEquals(session.Hash, hash) ? session : found;
            }

            return found?.Caller;
        }
    }

    /// <summary>Ends the session of a caller: it is not found any more.</summary>
    /// <param name="caller">Who calls; who has no session has none to end.</param>
    /// <returns>What to dispose when the answer was sent, to end what else is open with the session; null when there is none.</returns>
    public LiveSession? End(ApiCaller caller)
    {
        lock (gate)
        {
            var session = All().FirstOrDefault(session => ReferenceEquals(session.Caller, caller));
            if (session is not null)
            {
                All().Remove(session);
                Save();
            }

            return session;
        }
    }

    /// <summary>Ends what lasted its time.</summary>
    public void RemoveOld()
    {
        LiveSession[] old;
        lock (gate)
        {
            var begin = time.GetUtcNow() - Life;
            old = [.. All().Where(session => session.CreatedAt <= begin)];
            if (old.Length == 0)
            {
                return;
            }

            All().RemoveAll(session => old.Contains(session));
            Save();
        }

        foreach (var session in old)
        {
            session.Dispose();
        }
    }

    private List<LiveSession> All() =>
        sessions ??= [.. file.Read().TakeLast(MaxSessions).Select(stored => new LiveSession(Convert.FromHexString(stored.Sha256), stored.CreatedAt))];

    private void Save() => file.Write(All().Select(session => new StoredSession(Convert.ToHexStringLower(session.Hash), session.CreatedAt)));
}
