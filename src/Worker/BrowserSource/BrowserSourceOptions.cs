using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Section <c>BrowserSource</c>: the overlay page for OBS.</summary>
internal sealed class BrowserSourceOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "BrowserSource";

    /// <summary>
    /// An overlay that plays must acknowledge what it has played at least this often, milliseconds; else the sink counts as lost, and
    /// <c>Playout:OnSinkLost</c> decides. Pages do it every 40 ms. Default 2,000.
    /// </summary>
    [Range(250, 10_000)]
    public int AckMilliseconds { get; set; } = 2_000;

    /// <summary>Most overlay pages at the same time. Default 16.</summary>
    [Range(1, 64)]
    public int MaxPages { get; set; } = 16;
}
