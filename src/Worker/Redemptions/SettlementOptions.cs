using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Redemptions;

/// <summary>Section <c>Redemptions</c>: what becomes of channel points spent on our own rewards.</summary>
internal sealed class SettlementOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Redemptions";

    /// <summary>Fulfil and refund redemptions of our own rewards. Off: Twitch is told nothing. Default on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Give points back also when a moderator took the message back. Default off.</summary>
    public bool RefundModerated { get; set; }

    /// <summary>Minutes: a redemption that was missed and is younger is read; an older one is refunded. Default 15; 0 refunds all.</summary>
    [Range(0, 1440)]
    public int ReadMissedMinutes { get; set; } = 15;

    /// <summary>Say in chat that points went back, and why. Default on.</summary>
    public bool Reply { get; set; } = true;

    /// <summary>That line; <c>%name%</c> is the viewer's login, <c>%reason%</c> the reason. Default <c>@%name% your points are back: %reason%</c></summary>
    [Required]
    [StringLength(200)]
    public string ReplyText { get; set; } = "@%name% your points are back: %reason%";

    /// <summary>Seconds of the first wait after Twitch could not be told; later ones double, all with jitter. Default 2.</summary>
    [Range(0.01, 60)]
    public double RetryMinSeconds { get; set; } = 2;

    /// <summary>Longest wait, in seconds. Default 300.</summary>
    [Range(0.01, 3600)]
    public double RetryMaxSeconds { get; set; } = 300;
}
