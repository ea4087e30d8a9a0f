using System.ComponentModel.DataAnnotations;

namespace IShowTts.Integrations.Donations.StreamElements;

/// <summary>Tips of StreamElements.</summary>
public sealed class StreamElementsOptions : DonationSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Donations:StreamElements";

    /// <summary>Token of the StreamElements account that belongs to the channel; empty reads no tips. A secret. Default empty.</summary>
    public string Token { get; set; } = "";

    /// <summary>Kind of the token: <c>jwt</c>, <c>oauth2</c> or <c>apikey</c>. Default <c>jwt</c>.</summary>
    [AllowedValues("jwt", "oauth2", "apikey")]
    public string TokenType { get; set; } = "jwt";

    /// <summary>StreamElements' id of the channel (24 letters and digits, not Twitch's id); empty looks it up with the token. Default empty.</summary>
    public string ChannelId { get; set; } = "";

    /// <summary>WebSocket address of the gateway, <c>wss</c>. Default StreamElements' own.</summary>
    public string SocketUrl { get; set; } = "wss://astro.streamelements.com";

    /// <summary>Address of the API, <c>https</c>. Default StreamElements' own.</summary>
    public string ApiUrl { get; set; } = "https://api.streamelements.com";

    /// <summary>Seconds between questions to the gateway whether it is there. Default 30.</summary>
    [Range(0.1, 600)]
    public double SilenceSeconds { get; set; } = 30;

    /// <summary>Seconds that the answer may take before the connection counts as lost. Default 20.</summary>
    [Range(0.1, 120)]
    public double AnswerSeconds { get; set; } = 20;
}
