using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>Checks that a webhook is from who has the secret, and is fresh: Standard Webhooks 1.0.0. Pure, any thread.</summary>
internal static class StandardWebhook
{
    /// <summary>Farthest that a timestamp may be from our clock, both ways, in seconds.</summary>
    public const int ToleranceSeconds = 300;

    /// <summary>Longest id, in characters.</summary>
    public const int MaxIdLength = DonationEvents.LongestId;

    private const string Version = "v1,";
    private const int SignatureBytes = 32;
    private const int MaxTimestampLength = 12;

    /// <summary>Checks headers, time and signature, in this order.</summary>
    /// <param name="headers">The headers as they came.</param>
    /// <param name="body">The raw body, before anything was made of it.</param>
    /// <param name="secrets">Every secret that is valid now; several while one is replaced by another.</param>
    /// <param name="now">Our clock.</param>
    /// <returns>Null when it is genuine; else <see cref="WebhookOutcome.Malformed"/> (a header is missing) or <see cref="WebhookOutcome.Refused"/>, the same for every reason.</returns>
    public static WebhookOutcome? FindFault(in WebhookHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<WebhookSecret> secrets, DateTimeOffset now)
    {
        if (headers.Id.Length == 0 || headers.Timestamp.Length == 0 || headers.Signature.Length == 0) return WebhookOutcome.Malformed;
        if (headers.Id.Length > MaxIdLength || headers.Id.Any(c => c is < '!' or > '~' or '.')) return WebhookOutcome.Malformed;
        if (!IsFresh(headers.Timestamp, now)) return WebhookOutcome.Refused;

        return IsSigned(headers, body, secrets) ? null : WebhookOutcome.Refused;
    }

    private static bool IsFresh(string timestamp, DateTimeOffset now) =>
        timestamp.Length <= MaxTimestampLength
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeMilliseconds() - (seconds * 1000)) <= ToleranceSeconds * 1000;

    // Every candidate is compared with every secret, however early one fits: the time it takes tells nothing.
    private static bool IsSigned(in WebhookHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<WebhookSecret> secrets)
    {
        var head = Encoding.ASCII.GetBytes($"{headers.Id}.{headers.Timestamp}.");
        Span<byte> expected = stackalloc byte[SignatureBytes];
        Span<byte> candidate = stackalloc byte[SignatureBytes + 3];
        var fits = false;
        foreach (var secret in secrets)
        {
            secret.Sign(head, body, expected);
            foreach (var part in headers.Signature.AsSpan().Split(' '))
            {
                var text = headers.Signature.AsSpan(part);
                if (!text.StartsWith(Version, StringComparison.Ordinal)) continue;
                if (!Convert.TryFromBase64Chars(text[Version.Length..], candidate, out var length)) continue;
                fits |= CryptographicOperations.FixedTimeEquals(candidate[..length], expected);
            }
        }

        return fits;
    }
}
