using System.ComponentModel.DataAnnotations;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch;

/// <summary>Checks the section <c>Twitch</c>; every error names its key and the cure.</summary>
internal sealed class TwitchOptionsValidator : IValidateOptions<TwitchOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TwitchOptions options)
    {
        List<ValidationResult> ranges = [];
        Validator.TryValidateObject(options, new ValidationContext(options), ranges, validateAllProperties: true);
        var errors = ranges.Select(result => $"{TwitchOptions.Section}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}").ToList();

        if (options.Channel.Length > 0 && !TwitchLogin.TryRead(options.Channel, out _))
            errors.Add($"Twitch:Channel: this is not a channel's name. {TwitchLogin.Rule} It is the last part of the channel's address, twitch.tv/NAME.");
        if (options.Login.Length > 0 && !TwitchLogin.TryRead(options.Login, out _))
            errors.Add($"Twitch:Login: this is not an account's name. {TwitchLogin.Rule}");
        if (options.Token.Length > 0 && options.Login.Length == 0)
            errors.Add("Twitch:Login: a token needs the login of its account. Set Twitch:Login, or remove Twitch:Token to read anonymously.");
        if (options.Token.Length > 0 && !TwitchCredentials.IsToken(options.Token))
            errors.Add("Twitch:Token: a token is letters and digits, with or without oauth: before them. Copy it again.");
        CheckAddress(errors, nameof(options.IrcUrl), options.IrcUrl, Uri.UriSchemeWss, Uri.UriSchemeWs);
        CheckAddress(errors, nameof(options.IdUrl), options.IdUrl, Uri.UriSchemeHttps, Uri.UriSchemeHttp);
        CheckAddress(errors, nameof(options.HelixUrl), options.HelixUrl, Uri.UriSchemeHttps, Uri.UriSchemeHttp);
        CheckAddress(errors, nameof(options.EventSubUrl), options.EventSubUrl, Uri.UriSchemeWss, Uri.UriSchemeWs);
        if (options.ClientId.Length > 0 && !(options.ClientId.Length <= 100 && options.ClientId.All(char.IsAsciiLetterOrDigit)))
            errors.Add("Twitch:ClientId: a client id is letters and digits. Copy it again from dev.twitch.tv/console/apps.");
        if (options.ReconnectMaxSeconds < options.ReconnectMinSeconds)
            errors.Add("Twitch:ReconnectMaxSeconds: this must not be less than Twitch:ReconnectMinSeconds.");
        if (options.CheermotePrefixes.Any(prefix => prefix.Length is 0 or > 50 || char.IsAsciiDigit(prefix[^1]) || prefix.Any(char.IsWhiteSpace)))
            errors.Add("Twitch:CheermotePrefixes: a prefix is a word without white space that does not end in a digit, for example Cheer.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    // A token goes to these addresses: without TLS only to this machine.
    private static void CheckAddress(List<string> errors, string key, string value, string secure, string open)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || !SecretAddress.Admits(address, secure, open) || address.Query.Length > 0)
            errors.Add($"Twitch:{key}: this must be a {secure}:// address without a query. Remove it to use Twitch's own.");
    }
}
