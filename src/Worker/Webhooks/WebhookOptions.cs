using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Webhooks;

/// <summary>Section <c>Webhooks</c>: donations that services send to this worker, on a port of their own (docs/donations.md).</summary>
internal sealed class WebhookOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Webhooks";

    /// <summary>Whether webhooks are received. Default no.</summary>
    public bool Enabled { get; set; }

    /// <summary>Address to listen on: an IP address, or <c>localhost</c>. A tunnel on this machine reaches 127.0.0.1; one that other machines can reach needs <see cref="AllowRemote"/>. Default 127.0.0.1.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port to listen on, not that of the API; 0 lets the system choose a free one. Default 7791.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 7791;

    /// <summary>Allows an address that other machines can reach. There is no TLS: a proxy or tunnel must do that. Default false.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>Most requests that one sender's address may make to one source in a minute; more are answered 429. Behind a tunnel all senders have the tunnel's address. Default 120.</summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; set; } = 120;

    /// <summary>A sender waits at most this long until its donation is on disk, seconds; then it is answered 503 and tries again. Default 10.</summary>
    [Range(1, 60)]
    public int TakenWithinSeconds { get; set; } = 10;

    /// <summary>Ko-fi.</summary>
    public KofiOptions Kofi { get; set; } = new();

    /// <summary>Senders of signed webhooks by id: small letters, digits, <c>-</c> and <c>_</c>, at most 40. The id is the last part of the path, <c>/hooks/ID</c>.</summary>
    public Dictionary<string, WebhookSourceOptions> Sources { get; set; } = [];
}
