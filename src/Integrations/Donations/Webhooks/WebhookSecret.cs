using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>The secret that a sender and this worker share: <c>whsec_</c> and the base64 of 24 to 64 random bytes; the key is the decoded part (Standard Webhooks 1.0.0). Never shown again once parsed.</summary>
public sealed class WebhookSecret
{
    /// <summary>What every secret begins with.</summary>
    public const string Prefix = "whsec_";

    private const int MinBytes = 24;
    private const int MaxBytes = 64;
    private const int NewBytes = 32;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>A new random one, as text.</summary>
    public static string Generate() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewBytes));

    /// <summary>Reads one.</summary>
    /// <param name="text">The secret as the sender has it.</param>
    /// <param name="secret">The secret; null when it is none.</param>
    /// <param name="error">What is wrong with it, without a part of it; null when nothing is.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret, [NotNullWhen(false)] out string? error)
    {
        secret = null;
        error = "must be whsec_ and the base64 of 24 to 64 random bytes; `ishowtts webhooks secret` makes one";
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || text.Any(char.IsWhiteSpace)) return false;

        var encoded = text.AsSpan(Prefix.Length);
        Span<byte> key = stackalloc byte[MaxBytes + 3];
        if (encoded.Length > (MaxBytes + 2) / 3 * 4 || !Convert.TryFromBase64Chars(encoded, key, out var length) || length is < MinBytes or > MaxBytes) return false;

        secret = new WebhookSecret(key[..length].ToArray());
        error = null;
        return true;
    }

    /// <summary>Hides it.</summary>
    public override string ToString() => Prefix + "(hidden)";

    /// <summary>Computes the HMAC-SHA256 of <c>{id}.{timestamp}.{body}</c>.</summary>
    /// <param name="head"><c>{id}.{timestamp}.</c> in ASCII.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="signature">Gets 32 bytes.</param>
    internal void Sign(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, Span<byte> signature)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(head);
        hmac.AppendData(body);
        hmac.GetHashAndReset(signature);
    }
}
