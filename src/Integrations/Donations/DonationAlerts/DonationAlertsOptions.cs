using System.ComponentModel.DataAnnotations;

namespace IShowTts.Integrations.Donations.DonationAlerts;

/// <summary>Donations of DonationAlerts.</summary>
public sealed class DonationAlertsOptions : DonationSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Donations:DonationAlerts";

    /// <summary>OAuth access token with the scopes oauth-user-show, oauth-donation-index and oauth-donation-subscribe; empty reads no donations. A secret. Default empty.</summary>
    public string Token { get; set; } = "";

    /// <summary>Address of the site and its API, <c>https</c>. Default DonationAlerts' own.</summary>
    public string ApiUrl { get; set; } = "https://www.donationalerts.com";

    /// <summary>WebSocket address, <c>wss</c>. Default DonationAlerts' own.</summary>
    public string SocketUrl { get; set; } = "wss://centrifugo.donationalerts.com/connection/websocket";

    /// <summary>Seconds between questions to the service whether it is there. Default 30.</summary>
    [Range(0.1, 600)]
    public double SilenceSeconds { get; set; } = 30;

    /// <summary>Seconds that the answer may take before the connection counts as lost. Default 20.</summary>
    [Range(0.1, 120)]
    public double AnswerSeconds { get; set; } = 20;
}
