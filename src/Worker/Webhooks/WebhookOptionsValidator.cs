using IShowTts.Integrations.Donations.Webhooks;
using IShowTts.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Webhooks;

/// <summary>Rules of section <c>Webhooks</c> that ranges cannot say. No message holds a part of a secret.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    private const int MaxSources = 50;
    private const int MaxSecrets = 5;
    private const int MaxIdLength = 40;
    private const int MaxNameLength = 60;
    private const int MinPathTokenLength = 22;
    private const int MaxPathTokenLength = 128;
    private const int MaxVerificationTokenLength = 256;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var failures = new List<string>();
        if (ListenAddress.FindMistake(WebhookOptions.Section, options.Address, options.AllowRemote) is { } mistake)
        {
            failures.Add(mistake);
        }

        if (options.Sources.Count > MaxSources)
        {
            failures.Add($"Webhooks:Sources holds {options.Sources.Count}; at most {MaxSources} are served.");
        }

        foreach (var (id, source) in options.Sources)
        {
            AddMistakes(failures, $"Webhooks:Sources:{id}", id, source);
        }

        AddMistakes(failures, options.Kofi);
        if (options.Enabled && !options.Kofi.Enabled && !options.Sources.Values.Any(source => source.Enabled))
        {
            failures.Add("Webhooks:Enabled is true, but no sender is: add one to Webhooks:Sources (`ishowtts webhooks secret ID` prints the lines) or set Webhooks:Kofi:Enabled.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>Whether an id can be part of a path.</summary>
    /// <param name="id">Key in <c>Webhooks:Sources</c>.</param>
    public static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static void AddMistakes(List<string> failures, string key, string id, WebhookSourceOptions source)
    {
        if (!IsId(id))
        {
            failures.Add($"{key} is no id: use 1 to {MaxIdLength} small letters, digits, - and _.");
        }

        if (source.Name.Length > MaxNameLength || source.Name.Any(char.IsControl))
        {
            failures.Add($"{key}:Name must be at most {MaxNameLength} characters on one line.");
        }

        if (source.Secrets.Count is 0 or > MaxSecrets)
        {
            failures.Add($"{key}:Secrets must hold 1 to {MaxSecrets} secrets; `ishowtts webhooks secret {(IsId(id) ? id : "ID")}` makes one.");
        }

        for (var i = 0; i < source.Secrets.Count; i++)
        {
            if (!WebhookSecret.TryParse(source.Secrets[i], out _, out var error))
            {
                failures.Add($"{key}:Secrets:{i} {error}.");
            }
        }
    }

    private static void AddMistakes(List<string> failures, KofiOptions kofi)
    {
        var isSet = kofi.Enabled || kofi.PathToken.Length > 0;
        if (isSet && (kofi.PathToken.Length is < MinPathTokenLength or > MaxPathTokenLength || !kofi.PathToken.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            failures.Add($"Webhooks:Kofi:PathToken must be {MinPathTokenLength} to {MaxPathTokenLength} letters, digits, - and _ that nobody can guess; `ishowtts webhooks secret --kofi` makes one.");
        }

        if (kofi.Enabled && kofi.VerificationToken.Length is 0 or > MaxVerificationTokenLength)
        {
            failures.Add("Webhooks:Kofi:VerificationToken must be the verification token of the page ko-fi.com/manage/webhooks, under Advanced.");
        }
    }
}
