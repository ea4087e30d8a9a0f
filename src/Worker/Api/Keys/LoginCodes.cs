using System.Security.Cryptography;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Codes that open the dashboard: each once, for ten minutes. They stand in the fragment of a link, which browsers do not send. They live in memory only. Thread safe.</summary>
internal sealed class LoginCodes(TimeProvider time)
{
    /// <summary>Most codes that wait; a further one takes the place of the oldest.</summary>
    public const int MaxCodes = 16;

    /// <summary>How long a code counts.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int RandomBytes = 24;
    private readonly Lock gate = new();
    private readonly List<Code> codes = [];

    /// <summary>A new code.</summary>
    public string Create()
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        lock (gate)
        {
            RemoveOld();
            if (codes.Count >= MaxCodes)
            {
                codes.RemoveAt(0);
            }

            codes.Add(new Code(ApiKeySecret.Hash(code), time.GetUtcNow() + Life));
        }

        return code;
    }

    /// <summary>Uses a code up.</summary>
    /// <param name="offered">What the client sent.</param>
    /// <returns>False when it is none, or not any more.</returns>
    public bool TryUse(string offered)
    {
        var hash = ApiKeySecret.Hash(offered);
        lock (gate)
        {
            RemoveOld();
            return codes.RemoveAll(code => CryptographicOperations.FixedTimeEquals(code.Hash, hash)) > 0;
        }
    }

    private void RemoveOld()
    {
        var now = time.GetUtcNow();
        codes.RemoveAll(code => code.EndsAt <= now);
    }

    private sealed record Code(byte[] Hash, DateTimeOffset EndsAt);
}
