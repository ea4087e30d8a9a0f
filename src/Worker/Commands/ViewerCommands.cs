using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Intake;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Commands;

/// <summary>Commands that choose for a viewer: voice, nickname, ignore list.</summary>
internal sealed class ViewerCommands(
    ViewerSettingsStore store, IVoiceDirectory voices, IWordCheck words, IAuditLog audit, IOptionsMonitor<CommandOptions> options)
{
    private const int LongestLogin = 25;
    private const int NamesShown = 40;

    /// <summary>The commands.</summary>
    public IReadOnlyList<ChatCommand> All =>
    [
        new(CommandNames.Voices, "voices", (_, _) => new(VoiceList())),
        new(CommandNames.Voice, "voice [name|reset]", (call, token) => VoiceAsync(call, call.Viewer, 0, token)),
        new(CommandNames.VoiceOther, "voice <user> <name|reset>", (call, token) => ForOtherAsync(call, VoiceAsync, token)),
        new(CommandNames.Nickname, "nickname [name|reset]", (call, token) => NicknameAsync(call, call.Viewer, 0, token)),
        new(CommandNames.NicknameOther, "nickname @<user> <name|reset>", (call, token) => ForOtherAsync(call, NicknameAsync, token)),
        new(CommandNames.Ignore, "ignore add|del <user>", IgnoreAsync),
        new(CommandNames.Ignored, "ignored", (_, _) => new(IgnoredList())),
    ];

    /// <summary>A voice of the directory by what somebody typed, or null.</summary>
    public string? FindVoice(string text) => voices.Names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>A login from what somebody typed, or null when it cannot be one: only such a text is ever echoed. Those of Discord begin with <c>discord:</c>.</summary>
    public static Viewer? ParseUser(string text)
    {
        if (DiscordViewers.Parse(text) is { } member)
        {
            return member;
        }

        var login = text.TrimStart('@').ToLowerInvariant();
        return login.Length is > 0 and <= LongestLogin && login.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') ? new Viewer("", login, login) : null;
    }

    private static string Listed(IEnumerable<string> names, int count)
    {
        var shown = string.Join(", ", names.Take(NamesShown));
        return count > NamesShown ? $"{shown} and {count - NamesShown} more" : shown;
    }

    private static string Result(SettingOutcome outcome, string done) => outcome switch
    {
        SettingOutcome.Saved => done,
        SettingOutcome.Unchanged => "It was so already.",
        SettingOutcome.NotSaved => done + " But it could not be saved, so it ends with this run.",
        _ => $"The list is full ({ViewerSettingsStore.MaxViewers} viewers). Take somebody out first.",
    };

    private static async ValueTask<string> ForOtherAsync(
        CommandCall call, Func<CommandCall, Viewer, int, CancellationToken, ValueTask<string>> run, CancellationToken cancellationToken) =>
        call.Arguments.Count > 0 && ParseUser(call.Arguments[0]) is { } user
            ? await run(call, user, 1, cancellationToken)
            : "That is no user name.";

    private string VoiceList() => voices.Names is { Count: > 0 } names
        ? $"Voices ({names.Count}): {Listed(names, names.Count)}."
        : "There are no voices to choose from.";

    private string IgnoredList() => store.Ignored is { Count: > 0 } ignored
        ? $"Ignored ({ignored.Count}): {Listed(ignored, ignored.Count)}."
        : "Nobody is ignored.";

    private async ValueTask<string> VoiceAsync(CommandCall call, Viewer viewer, int from, CancellationToken cancellationToken)
    {
        var wanted = call.TextFrom(from);
        if (wanted.Length == 0)
        {
            return store.For(viewer).Voice is { } now ? $"The voice is {now}." : "The default voice is used.";
        }

        if (wanted.Equals("reset", StringComparison.OrdinalIgnoreCase))
        {
            return await ChangeAsync(call, "voice", viewer, choice => choice with { Voice = null }, "The default voice is used again.", cancellationToken);
        }

        return FindVoice(wanted) is { } voice
            ? await ChangeAsync(call, "voice", viewer, choice => choice with { Voice = voice }, $"The voice is {voice} now.", cancellationToken)
            : $"There is no such voice. Type {call.Root(options.CurrentValue)} voices to see them.";
    }

    private async ValueTask<string> NicknameAsync(CommandCall call, Viewer viewer, int from, CancellationToken cancellationToken)
    {
        var wanted = call.TextFrom(from).Trim();
        if (wanted.Length == 0)
        {
            return store.For(viewer).Nickname is { } now ? $"The nickname is {now}." : "There is no nickname.";
        }

        if (wanted.Equals("reset", StringComparison.OrdinalIgnoreCase))
        {
            return await ChangeAsync(call, "nickname", viewer, choice => choice with { Nickname = null }, "The nickname is gone.", cancellationToken);
        }

        return ProblemOf(wanted) ?? await ChangeAsync(
            call, "nickname", viewer, choice => choice with { Nickname = wanted }, $"The nickname is {wanted} now.", cancellationToken);
    }

    private async ValueTask<string> IgnoreAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var isAdd = call.First is "add";
        if ((!isAdd && call.First is not ("del" or "remove")) || call.Arguments.Count != 2)
        {
            return "Type add or del and a user name.";
        }

        if (ParseUser(call.Arguments[1]) is not { } user)
        {
            return "That is no user name.";
        }

        var done = isAdd ? $"{user.Login} is ignored." : $"{user.Login} is not ignored any more.";
        return await ChangeAsync(call, isAdd ? "ignore-add" : "ignore-del", user, choice => choice with { IsIgnored = isAdd }, done, cancellationToken);
    }

    /// <summary>Why a nickname is not taken; null when it may be.</summary>
    public string? ProblemOf(string nickname)
    {
        var longest = options.CurrentValue.MaxNicknameCharacters;
        if (nickname.Length > longest)
        {
            return $"A nickname has at most {longest} characters.";
        }

        return !nickname.Any(char.IsLetterOrDigit) || nickname.Any(static c => !char.IsLetterOrDigit(c) && c is not (' ' or '-' or '_' or '\'' or '.'))
            ? "A nickname is made of letters, digits, blanks, hyphens and dots."
            : words.MaySay(nickname) ? null : "That nickname cannot be used.";
    }

    private async ValueTask<string> ChangeAsync(
        CommandCall call, string action, Viewer viewer, Func<ViewerChoice, ViewerChoice> change, string done, CancellationToken cancellationToken)
    {
        var outcome = store.Change(viewer, change);
        await audit.WriteAsync(call.Actor, action, viewer.Login, outcome.ToString(), cancellationToken);
        return Result(outcome, done);
    }
}
