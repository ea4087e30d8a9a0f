using System.ComponentModel.DataAnnotations;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Discord;

/// <summary>Checks the section <c>Discord</c>; every error names its key and the cure, and none shows the token.</summary>
internal sealed class DiscordOptionsValidator : IValidateOptions<DiscordOptions>
{
    private const int MaxToken = 200;
    private const int MaxChannels = 50;
    private const int MaxPath = 1_000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DiscordOptions options)
    {
        List<string> errors = [.. NullsOf(options).Select(static key => $"Discord:{key}: this is null. Give it a value, or remove the key.")];
        if (errors.Count > 0)
            return ValidateOptionsResult.Fail(errors);
        AddRanges(errors, DiscordOptions.Section, options);
        if (options.Enabled && options.Token.Length == 0)
            errors.Add("Discord:Token: the bot needs its token: the page Bot of your application at discord.com/developers shows it once, under Reset Token. Or set Discord:Enabled to false.");
        else if (options.Token.Length > MaxToken || !options.Token.All(letter => letter is > ' ' and < '\x7f'))
            errors.Add("Discord:Token: this has letters that no token has, white space or the word Bot for example. Copy it again.");
        if (options.ApiUrl.Length > 0 && !IsApiAddress(options.ApiUrl))
            errors.Add("Discord:ApiUrl: this must be an https:// address without a query (http:// only to this machine), as the token goes there. Remove it to use Discord's own.");
        CheckPath(errors, nameof(options.ModulesFolder), options.ModulesFolder);
        CheckPath(errors, nameof(options.Node), options.Node);
        if (string.IsNullOrWhiteSpace(options.Node))
            errors.Add("Discord:Node: this is empty. Name a program, for example node, or remove the key.");
        CheckChannels(errors, options.Channels);
        for (var i = 0; i < options.TextChannels.Length; i++)
        {
            if (!DiscordId.IsValid(options.TextChannels[i]))
                errors.Add($"Discord:TextChannels:{i}: '{Shown(options.TextChannels[i])}' is no id of a text channel. {DiscordId.Rule}");
            else if (Array.IndexOf(options.TextChannels, options.TextChannels[i]) < i)
                errors.Add($"Discord:TextChannels:{i}: {options.TextChannels[i]} is there twice; remove one.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    // JSON's null goes past the defaults.
    private static IEnumerable<string> NullsOf(DiscordOptions options)
    {
        (string Key, object? Value)[] values =
        [
            (nameof(options.Token), options.Token), (nameof(options.ApiUrl), options.ApiUrl), (nameof(options.Node), options.Node), (nameof(options.ModulesFolder), options.ModulesFolder),
            (nameof(options.Channels), options.Channels), (nameof(options.TextChannels), options.TextChannels),
        ];
        var channels = (options.Channels ?? []).SelectMany(static channel => new (string Key, object? Value)[]
        {
            ($"Channels:{Shown(channel.Key)}", channel.Value),
            ($"Channels:{Shown(channel.Key)}:GuildId", channel.Value is null ? "" : channel.Value.GuildId),
            ($"Channels:{Shown(channel.Key)}:ChannelId", channel.Value is null ? "" : channel.Value.ChannelId),
            ($"Channels:{Shown(channel.Key)}:Kinds", channel.Value is null ? "" : channel.Value.Kinds),
        });
        return values.Concat(channels).Where(static one => one.Value is null).Select(static one => one.Key);
    }

    private static void CheckChannels(List<string> errors, Dictionary<string, DiscordChannelOptions> channels)
    {
        if (channels.Count > MaxChannels)
            errors.Add($"Discord:Channels holds {channels.Count}; at most {MaxChannels} are possible. Remove those that you do not use.");
        foreach (var (name, channel) in channels)
        {
            var key = $"Discord:Channels:{Shown(name)}";
            if (!SinkSpec.IsName(name))
                errors.Add($"{key} is no name for a channel: use 1 to {SinkSpec.MaxName} of the small letters a to z, digits, - and _.");
            AddRanges(errors, key, channel);
            if (!DiscordId.IsValid(channel.GuildId))
                errors.Add($"{key}:GuildId: '{Shown(channel.GuildId)}' is no id of a server. {DiscordId.Rule}");
            if (!DiscordId.IsValid(channel.ChannelId))
                errors.Add($"{key}:ChannelId: '{Shown(channel.ChannelId)}' is no id of a voice channel. {DiscordId.Rule}");
            for (var i = 0; i < channel.Kinds.Length; i++)
            {
                if (!SpokenKinds.All.Contains(channel.Kinds[i]))
                    errors.Add($"{key}:Kinds:{i}: '{Shown(channel.Kinds[i])}' is no kind of utterance. They are {string.Join(", ", SpokenKinds.All)}.");
            }
        }
    }

    private static bool IsApiAddress(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var address) && SecretAddress.Admits(address, Uri.UriSchemeHttps, Uri.UriSchemeHttp)
            && address is { Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 };

    private static void CheckPath(List<string> errors, string key, string value)
    {
        if (value.Length > MaxPath || value.Any(char.IsControl))
            errors.Add($"Discord:{key}: a path is one line of at most {MaxPath} characters.");
    }

    private static void AddRanges(List<string> errors, string key, object options)
    {
        List<ValidationResult> ranges = [];
        Validator.TryValidateObject(options, new ValidationContext(options), ranges, validateAllProperties: true);
        errors.AddRange(ranges.Select(result => $"{key}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));
    }

    // What was typed is shown, but not a whole page of it: somebody may have pasted the token here.
    private static string Shown(string? text) => text is null ? "" : new string([.. text.Take(24).Select(letter => char.IsControl(letter) ? ' ' : letter)]) + (text.Length > 24 ? "…" : "");
}
