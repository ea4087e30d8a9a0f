namespace IShowTts.Integrations.Events;

/// <summary>Addresses that a token or a key may be sent to.</summary>
internal static class SecretAddress
{
    /// <summary>Whether a secret may go there: with TLS anywhere, without only to this machine.</summary>
    /// <param name="address">An absolute address.</param>
    /// <param name="secure">Scheme with TLS.</param>
    /// <param name="open">Scheme without.</param>
    public static bool Admits(Uri address, string secure, string open) => address.Scheme == secure || (address.Scheme == open && address.IsLoopback);
}
