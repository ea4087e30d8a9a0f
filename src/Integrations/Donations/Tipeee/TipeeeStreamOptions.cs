namespace IShowTts.Integrations.Donations.Tipeee;

/// <summary>Donations of TipeeeStream.</summary>
public sealed class TipeeeStreamOptions : DonationSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Donations:TipeeeStream";

    /// <summary>Your API key: TipeeeStream's dashboard, account, API. Empty reads no donations. A secret. Default empty.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Name that we join with. Default <c>ishowtts</c>.</summary>
    public string UserName { get; set; } = "ishowtts";

    /// <summary>Address of the API, <c>https</c>. It names the socket server, which must be of the same domain. Default TipeeeStream's own.</summary>
    public string ApiUrl { get; set; } = "https://api.tipeeestream.com";
}
