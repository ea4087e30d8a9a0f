using System.Security.Cryptography;
using System.Text;
using IShowTts.Integrations.Donations.Webhooks;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Webhooks;

/// <summary>The senders of the configuration, and which of them a path belongs to.</summary>
internal sealed class WebhookSources
{
    private const string HooksPath = "/hooks/";
    private const string KofiPath = "/kofi/";

    private readonly Dictionary<string, WebhookEventSource> signed = new(StringComparer.Ordinal);
    private readonly byte[] kofiToken = [];

    /// <summary>Makes them.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="time">The clock.</param>
    public WebhookSources(IOptions<WebhookOptions> options, TimeProvider time)
    {
        var settings = options.Value;
        var patience = TimeSpan.FromSeconds(settings.TakenWithinSeconds);
        foreach (var (id, source) in settings.Sources)
        {
            signed.Add(id, WebhookEventSource.Signed(id, Secrets(source), time, patience, source.Enabled, source.Name));
        }

        if (settings.Kofi.PathToken.Length > 0)
        {
            kofiToken = Hash(settings.Kofi.PathToken);
            Kofi = WebhookEventSource.Kofi(settings.Kofi.VerificationToken, time, patience, settings.Kofi.Enabled);
        }
    }

    /// <summary>Ko-fi; null when no path is configured.</summary>
    public WebhookEventSource? Kofi { get; }

    /// <summary>A sender of signed webhooks.</summary>
    /// <param name="id">Its id in <c>Webhooks:Sources</c>.</param>
    public WebhookEventSource this[string id] => signed[id];

    /// <summary>The sender that a path belongs to.</summary>
    /// <param name="path">Decoded path of a request.</param>
    /// <returns>Null for every other path.</returns>
    public WebhookEventSource? Find(string path)
    {
        if (path.StartsWith(HooksPath, StringComparison.Ordinal))
        {
            return signed.GetValueOrDefault(path[HooksPath.Length..]);
        }

        // The path is a secret of its own: compared in constant time.
        return Kofi is not null && path.StartsWith(KofiPath, StringComparison.Ordinal) && CryptographicOperations.FixedTimeEquals(Hash(path[KofiPath.Length..]), kofiToken)
            ? Kofi
            : null;
    }

    private static WebhookSecret[] Secrets(WebhookSourceOptions source) =>
        [.. source.Secrets.Select(text => WebhookSecret.TryParse(text, out var secret, out var error) ? secret : throw new InvalidOperationException($"A secret {error}."))];

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
