namespace IShowTts.Integrations.Donations.Streamlabs;

/// <summary>Donations of Streamlabs.</summary>
public sealed class StreamlabsOptions : DonationSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Donations:Streamlabs";

    /// <summary>Your Socket API Token: Streamlabs' dashboard, Settings, API Settings, API Tokens. Empty reads no donations. A secret. Default empty.</summary>
    public string Token { get; set; } = "";

    /// <summary>Address of the socket server, <c>wss</c>. Default Streamlabs' own.</summary>
    public string SocketUrl { get; set; } = "wss://sockets.streamlabs.com";
}
