using System.Collections;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>The environment of the bridge: what a program needs to run and to reach Discord, and nothing of ours.</summary>
internal static class BridgeEnvironment
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP", "TEMP",
        "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
        // Without these Windows cannot start a program or open a socket.
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramData", "ProgramFiles",
    };

    /// <summary>Whether a variable is passed on.</summary>
    /// <param name="name">Its name.</param>
    public static bool Passes(string name) => Names.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal);

    /// <summary>Replaces an environment by what may be passed on of ours.</summary>
    /// <param name="target">The environment of the program to start.</param>
    /// <param name="ours">Our own.</param>
    public static void Fill(IDictionary<string, string?> target, IDictionary ours)
    {
        target.Clear();
        foreach (DictionaryEntry entry in ours)
        {
            if (entry is { Key: string name, Value: string value } && Passes(name))
            {
                target[name] = value;
            }
        }
    }
}
