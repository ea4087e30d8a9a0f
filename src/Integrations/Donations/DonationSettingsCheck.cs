using System.ComponentModel.DataAnnotations;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Donations;

/// <summary>Checks the options of one donation service; every error names its key and the cure, and none shows a secret.</summary>
/// <param name="section">Name of the section.</param>
internal sealed class DonationSettingsCheck(string section)
{
    private const int LongestSecret = 4096;
    private readonly List<string> _errors = [];

    /// <summary>All that was found.</summary>
    public ValidateOptionsResult Result => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);

    /// <summary>Checks ranges and waits.</summary>
    /// <param name="settings">The options.</param>
    public DonationSettingsCheck Ranges(DonationSettings settings)
    {
        List<ValidationResult> ranges = [];
        Validator.TryValidateObject(settings, new ValidationContext(settings), ranges, validateAllProperties: true);
        foreach (var result in ranges) Add(result.MemberNames.FirstOrDefault() ?? "", result.ErrorMessage ?? "");
        if (settings.ReconnectMaxSeconds < settings.ReconnectMinSeconds) Add(nameof(settings.ReconnectMaxSeconds), $"this must not be less than {section}:{nameof(settings.ReconnectMinSeconds)}.");
        return this;
    }

    /// <summary>Checks a token or key: it must fit into a header and an address.</summary>
    /// <param name="key">Name of the key.</param>
    /// <param name="value">The secret; empty switches the service off.</param>
    public DonationSettingsCheck Secret(string key, string value) => Require(
        value.Length <= LongestSecret && value.All(letter => letter is > ' ' and < '\x7f'), key, "this has letters that no token has, white space for example. Copy it again.");

    /// <summary>Checks an address. A token goes there: without TLS only to this machine.</summary>
    /// <param name="key">Name of the key.</param>
    /// <param name="value">The address.</param>
    /// <param name="secure">Scheme with TLS.</param>
    /// <param name="open">Scheme without.</param>
    public DonationSettingsCheck Address(string key, string value, string secure, string open) => Require(
        Uri.TryCreate(value, UriKind.Absolute, out var address) && SecretAddress.Admits(address, secure, open)
            && address is { Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 },
        key, $"this must be a {secure}:// address without a query. Remove it to use the service's own.");

    /// <summary>Notes an error unless something is so.</summary>
    /// <param name="isWell">Whether it is.</param>
    /// <param name="key">Name of the key.</param>
    /// <param name="message">What is wrong, and the cure.</param>
    public DonationSettingsCheck Require(bool isWell, string key, string message)
    {
        if (!isWell) Add(key, message);
        return this;
    }

    private void Add(string key, string message) => _errors.Add($"{section}:{key}: {message}");
}
