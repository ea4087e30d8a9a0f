using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Section <c>BrowserSource</c>: the overlay page for OBS.</summary>
internal sealed class BrowserSourceOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "BrowserSource";

    /// <summary>
    /// An overlay that plays must acknowledge what it has played at least this often, milliseconds; else the sink counts as lost, and
    /// <c>Playout:OnSinkLost</c> decides. Pages do it every 21 ms. Default 2,000.
    /// </summary>
    [Range(250, 10_000)]
    public int AckMilliseconds { get; set; } = 2_000;

    /// <summary>
    /// Audio that is sent to a page before it has played what came before, milliseconds. A page is silent after so long even when nothing of a skip
    /// reaches it; less makes gaps where the line is slow. It grows by itself, up to 500, when there are gaps. Default 120.
    /// </summary>
    [Range(60, 500)]
    public int AheadMilliseconds { get; set; } = 120;

    /// <summary>Most overlay pages at the same time. Default 16.</summary>
    [Range(1, 64)]
    public int MaxPages { get; set; } = 16;
}
