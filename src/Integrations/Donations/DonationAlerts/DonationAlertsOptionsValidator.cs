using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Donations.DonationAlerts;

/// <summary>Checks the section <c>Donations:DonationAlerts</c>.</summary>
internal sealed class DonationAlertsOptionsValidator : IValidateOptions<DonationAlertsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DonationAlertsOptions options) =>
        new DonationSettingsCheck(DonationAlertsOptions.Section)
            .Ranges(options)
            .Secret(nameof(options.Token), options.Token)
            .Address(nameof(options.ApiUrl), options.ApiUrl, Uri.UriSchemeHttps, Uri.UriSchemeHttp)
            .Address(nameof(options.SocketUrl), options.SocketUrl, Uri.UriSchemeWss, Uri.UriSchemeWs)
            .Result;
}
