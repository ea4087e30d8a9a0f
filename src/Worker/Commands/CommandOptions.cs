using System.ComponentModel.DataAnnotations;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Commands;

/// <summary>Section <c>Commands</c>: steering from chat.</summary>
internal sealed class CommandOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Commands";

    /// <summary>Whether chat messages can be commands; Discord has <c>Discord:Commands:Enabled</c>. Default yes.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What a command begins with; compared without case. Default <c>!tts</c>.</summary>
    [Required]
    [RegularExpression(@"\S{1,25}", ErrorMessage = "Commands:Root must be one word of at most 25 characters, for example !tts.")]
    public string Root { get; set; } = "!tts";

    /// <summary>Short forms: the word a message begins with, and the command with its first arguments that it stands for; an empty command switches one off.</summary>
    public Dictionary<string, string> Aliases { get; set; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["!skip"] = "skip",
        ["!ttsban"] = "ignore add",
        ["!ttsunban"] = "ignore del",
    };

    /// <summary>The least role for each command. <c>voice-other</c> and <c>nickname-other</c> are those of another viewer; <c>join</c>, <c>leave</c> and <c>volume</c> are Discord's.</summary>
    public Dictionary<string, ViewerRole> Roles { get; set; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["status"] = ViewerRole.Everyone,
        ["voices"] = ViewerRole.Everyone,
        ["voice"] = ViewerRole.Everyone,
        ["voice-other"] = ViewerRole.Moderator,
        ["pause"] = ViewerRole.Moderator,
        ["resume"] = ViewerRole.Moderator,
        ["skip"] = ViewerRole.Moderator,
        ["stop"] = ViewerRole.Moderator,
        ["clear"] = ViewerRole.Moderator,
        ["on"] = ViewerRole.Moderator,
        ["off"] = ViewerRole.Moderator,
        ["mode"] = ViewerRole.Moderator,
        ["say"] = ViewerRole.Moderator,
        ["ignore"] = ViewerRole.Moderator,
        ["ignored"] = ViewerRole.Moderator,
        ["nickname"] = ViewerRole.Subscriber,
        ["nickname-other"] = ViewerRole.Moderator,
        ["why"] = ViewerRole.Everyone,
        ["cancel"] = ViewerRole.Everyone,
        ["held"] = ViewerRole.Moderator,
        ["approve"] = ViewerRole.Moderator,
        ["reject"] = ViewerRole.Moderator,
        ["commands"] = ViewerRole.Everyone,
        ["join"] = ViewerRole.Moderator,
        ["leave"] = ViewerRole.Moderator,
        ["volume"] = ViewerRole.Moderator,
    };

    /// <summary>Seconds between two commands of one viewer; moderators do not wait. Default 5; 0 for none.</summary>
    [Range(0, 3600)]
    public int ViewerCooldownSeconds { get; set; } = 5;

    /// <summary>Longest nickname, in characters. Default 25.</summary>
    [Range(3, 100)]
    public int MaxNicknameCharacters { get; set; } = 25;
}
