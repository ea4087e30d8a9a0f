using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Donations.Tipeee;

/// <summary>Checks the section <c>Donations:TipeeeStream</c>.</summary>
internal sealed class TipeeeStreamOptionsValidator : IValidateOptions<TipeeeStreamOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TipeeeStreamOptions options) =>
        new DonationSettingsCheck(TipeeeStreamOptions.Section)
            .Ranges(options)
            .Secret(nameof(options.ApiKey), options.ApiKey)
            .Require(options.UserName.Length is > 0 and <= 100, nameof(options.UserName), "this must be a name of 1 to 100 letters. Remove it to use ishowtts.")
            .Address(nameof(options.ApiUrl), options.ApiUrl, Uri.UriSchemeHttps, Uri.UriSchemeHttp)
            .Result;
}
