using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Donations.StreamElements;

/// <summary>Checks the section <c>Donations:StreamElements</c>.</summary>
internal sealed class StreamElementsOptionsValidator : IValidateOptions<StreamElementsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StreamElementsOptions options) =>
        new DonationSettingsCheck(StreamElementsOptions.Section)
            .Ranges(options)
            .Secret(nameof(options.Token), options.Token)
            .Address(nameof(options.SocketUrl), options.SocketUrl, Uri.UriSchemeWss, Uri.UriSchemeWs)
            .Address(nameof(options.ApiUrl), options.ApiUrl, Uri.UriSchemeHttps, Uri.UriSchemeHttp)
            .Require(
                options.ChannelId.Length <= 100 && options.ChannelId.All(char.IsAsciiLetterOrDigit),
                nameof(options.ChannelId), "an id is letters and digits. It stands beside the token; remove it to have it looked up.")
            .Require(
                options.TokenType == "jwt" || options.ChannelId.Length > 0 || options.Token.Length == 0,
                nameof(options.ChannelId), "only a jwt can look it up. Set it, or use the JWT token of your StreamElements account page.")
            .Result;
}
