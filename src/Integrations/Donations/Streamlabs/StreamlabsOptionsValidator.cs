using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Donations.Streamlabs;

/// <summary>Checks the section <c>Donations:Streamlabs</c>.</summary>
internal sealed class StreamlabsOptionsValidator : IValidateOptions<StreamlabsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StreamlabsOptions options) =>
        new DonationSettingsCheck(StreamlabsOptions.Section)
            .Ranges(options)
            .Secret(nameof(options.Token), options.Token)
            .Address(nameof(options.SocketUrl), options.SocketUrl, Uri.UriSchemeWss, Uri.UriSchemeWs)
            .Result;
}
