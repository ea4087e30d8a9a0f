using System.Net;

namespace IShowTts.Worker.Hosting;

/// <summary>The rule for every setting that says where the worker listens: this machine only, unless the section's <c>AllowRemote</c> says otherwise.</summary>
internal static class ListenAddress
{
    /// <summary>The address to listen on; null when the text is none.</summary>
    /// <param name="text">Value of the setting: an IP address, or <c>localhost</c>.</param>
    public static IPAddress? Find(string text) =>
        text.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.TryParse(text, out var address) ? address : null;

    /// <summary>What is wrong with such a setting, naming key and cure; null when nothing is.</summary>
    /// <param name="section">The section, which has the keys <c>Address</c> and <c>AllowRemote</c>.</param>
    /// <param name="text">Value of <c>Address</c>.</param>
    /// <param name="allowRemote">Value of <c>AllowRemote</c>.</param>
    public static string? FindMistake(string section, string text, bool allowRemote)
    {
        if (Find(text) is not { } address)
        {
            return $"{section}:Address is '{text}', but it must be an IP address such as 127.0.0.1, or localhost.";
        }

        return IPAddress.IsLoopback(address) || allowRemote
            ? null
            : $"{section}:Address {text} can be reached from other machines, without TLS. If that is wanted, or a proxy stands before it, set {section}:AllowRemote to true; else set {section}:Address to 127.0.0.1.";
    }
}
