using System.Text;

namespace IShowTts.Worker.Api.Keys;

/// <summary>What a key may be called and what it may do.</summary>
internal static class ApiKeyRules
{
    /// <summary>Most keys of a worker.</summary>
    public const int MaxKeys = 100;

    private const int MaxNameCharacters = 40;

    /// <summary>Names that mean somebody else in the audit log.</summary>
    private static readonly string[] Reserved = ["api", "anonymous", "dashboard", "console", "platform", "token"];

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    /// <param name="name">The name.</param>
    public static string? FindNameError(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameCharacters || name != name.Trim() || !name.EnumerateRunes().All(IsAllowed))
        {
            return $"A key's name has 1 to {MaxNameCharacters} letters, digits, blanks, dots, - and _, without a blank at its ends.";
        }

        return Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"The name '{name}' is the worker's own. Choose another." : null;
    }

    /// <summary>What is wrong with scopes; null when nothing is.</summary>
    /// <param name="scopes">The scopes.</param>
    public static string? FindScopeError(ApiScope scopes) => scopes switch
    {
        ApiScope.None => "A key needs a scope: speak, control or admin, or overlay for OBS, or read for reading only.",
        _ when scopes.HasFlag(ApiScope.Overlay) && scopes != ApiScope.Overlay => "The overlay's key stands in an address, so it may do nothing else. Make two keys.",
        _ => null,
    };

    private static bool IsAllowed(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or '-' or '_';
}
