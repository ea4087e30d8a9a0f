using System.Collections.Frozen;

namespace IShowTts.Worker.Commands;

/// <summary>The names of the commands, as they are typed and as they stand in <c>Commands:Roles</c>.</summary>
internal static class CommandNames
{
    public const string Status = "status";
    public const string Voices = "voices";
    public const string Voice = "voice";
    public const string VoiceOther = "voice-other";
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Skip = "skip";
    public const string Stop = "stop";
    public const string Clear = "clear";
    public const string On = "on";
    public const string Off = "off";
    public const string Mode = "mode";
    public const string Say = "say";
    public const string Ignore = "ignore";
    public const string Ignored = "ignored";
    public const string Nickname = "nickname";
    public const string NicknameOther = "nickname-other";
    public const string Why = "why";
    public const string Cancel = "cancel";
    public const string Held = "held";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Commands = "commands";
    public const string Join = "join";
    public const string Leave = "leave";
    public const string Volume = "volume";

    /// <summary>Every name that has a role.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Status, Voices, Voice, VoiceOther, Pause, Resume, Skip, Stop, Clear, On, Off, Mode, Say, Ignore, Ignored, Nickname, NicknameOther, Why, Cancel,
        Held, Approve, Reject, Commands, Join, Leave, Volume,
    ];

    /// <summary>Only Discord's slash commands have these.</summary>
    public static IReadOnlyList<string> OnlyInDiscord { get; } = [Join, Leave, Volume];

    /// <summary>Names that stand in roles and cannot be typed in chat.</summary>
    private static readonly string[] s_notTyped = [VoiceOther, NicknameOther, .. OnlyInDiscord];

    /// <summary>Other words for the same.</summary>
    private static readonly FrozenDictionary<string, string> s_synonyms = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["enable"] = On,
        ["disable"] = Off,
        ["help"] = Commands,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The command that a word typed in chat means, lower case; null for none.</summary>
    public static string? Find(string word)
    {
        var name = s_synonyms.GetValueOrDefault(word, word.ToLowerInvariant());
        return All.Contains(name, StringComparer.Ordinal) && !s_notTyped.Contains(name, StringComparer.Ordinal) ? name : null;
    }
}
