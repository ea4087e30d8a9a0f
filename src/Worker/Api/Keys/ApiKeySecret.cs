using System.Security.Cryptography;
using System.Text;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Secrets of API keys. They have 256 random bits, so a plain SHA-256 keeps them: there is nothing to guess that a slow hash would protect.</summary>
internal static class ApiKeySecret
{
    /// <summary>Begins every secret, so that one is known when it is seen where it does not belong.</summary>
    public const string Prefix = "istts_";

    private const int RandomBytes = 32;

    /// <summary>A new secret.</summary>
    public static string Generate() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What is kept of a secret.</summary>
    /// <param name="secret">The secret, or what somebody says is one.</param>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Whether a text holds what looks like a secret.</summary>
    public static bool IsIn(string? text) => text?.Contains(Prefix, StringComparison.OrdinalIgnoreCase) == true;
}
