using System.Collections.Frozen;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Commands;

/// <summary>Decides whether a chat message is a command, whether its author may give it, and has it carried out. Discord's slash commands are carried out here too.</summary>
/// <remarks>Thread safe. Answers never hold unchecked words of a viewer, and never begin with a sign that a platform takes for a command.</remarks>
internal sealed class ChatCommandRouter
{
    /// <summary>Longest answer, in UTF-16 units: below the 500 of Twitch, with room for the name that a reply begins with.</summary>
    private const int MaxReply = 450;

    private static readonly CommandOptions Defaults = new();

    private readonly IOptionsMonitor<CommandOptions> _options;
    private readonly IViewerSettings _viewers;
    private readonly CommandCooldown _cooldown;
    private readonly ViewerCommands _viewerCommands;
    private readonly FrozenDictionary<string, ChatCommand> _commands;

    /// <summary>Makes one.</summary>
    public ChatCommandRouter(
        IOptionsMonitor<CommandOptions> options,
        IViewerSettings viewers,
        CommandCooldown cooldown,
        SpeechCommands speech,
        ViewerCommands viewerCommands,
        OwnMessageCommands own,
        ApprovalCommands approval,
        IEnumerable<ICommandSet> more)
    {
        _options = options;
        _viewers = viewers;
        _cooldown = cooldown;
        _viewerCommands = viewerCommands;
        ChatCommand help = new(CommandNames.Commands, "commands", (call, _) => new(Help(call.Viewer)));
        _commands = ((IEnumerable<ChatCommand>)[.. speech.All, .. viewerCommands.All, .. own.All, .. approval.All, .. more.SelectMany(static set => set.All), help]).ToFrozenDictionary(static command => command.Name);
    }

    private CommandOptions Options => _options.CurrentValue;

    /// <summary>Carries out a command, when the message is one.</summary>
    /// <param name="message">What somebody typed: hostile.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    public async ValueTask<CommandOutcome> RunAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        if (!IsFromThisChat(message) || CommandParser.Parse(message, Options) is not { } words)
        {
            return CommandOutcome.NotACommand;
        }

        var call = new CommandCall(message.Viewer, [.. words.Skip(1)]);
        var outcome = await RunAsync(words.Count == 0 ? CommandNames.Commands : CommandNames.Find(words[0]), call, cancellationToken);
        return outcome.IsQuiet ? CommandOutcome.Silent : outcome;
    }

    /// <summary>Carries out a command for somebody, with the ignore list, the cooldown and the roles.</summary>
    /// <param name="name">One of <see cref="CommandNames"/>; null when what was typed is none.</param>
    /// <param name="call">Who, and the arguments: hostile.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    /// <returns>Always with a reply; a quiet one is not for chat.</returns>
    public async ValueTask<CommandOutcome> RunAsync(string? name, CommandCall call, CancellationToken cancellationToken)
    {
        var isModerator = ViewerRole.Moderator.Admits(call.Viewer.Roles);
        if (!isModerator && _viewers.For(call.Viewer).IsIgnored && name != CommandNames.Why)
        {
            return CommandOutcome.Quiet("You are on the ignore list of this channel.", name);
        }

        var cooldown = Options.ViewerCooldownSeconds;
        if (!isModerator && !_cooldown.TryUse(call.Viewer, TimeSpan.FromSeconds(cooldown)))
        {
            return CommandOutcome.Quiet($"One command every {cooldown} seconds. Try again in a moment.", name);
        }

        return name is not null && _commands.TryGetValue(Variant(name, call), out var command)
            ? await RunAsync(command, call, cancellationToken)
            : new CommandOutcome(true, $"There is no such command. Type {call.Root(Options)} help to see them.", null);
    }

    /// <summary>Whether a role admits somebody to a command.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="command">One of <see cref="CommandNames"/>.</param>
    public bool MayRun(Viewer viewer, string command) => RoleOf(command).Admits(viewer.Roles);

    /// <summary>Copied from another channel, held or told again: its author steers nothing here, nor does what is typed with <c>/me</c>.</summary>
    private bool IsFromThisChat(ChatMessage message) =>
        Options.Enabled && message is { SharedFrom: null, IsHistorical: false, IsHeld: false, IsAction: false };

    private async ValueTask<CommandOutcome> RunAsync(ChatCommand command, CommandCall call, CancellationToken cancellationToken)
    {
        var role = RoleOf(command.Name);
        var reply = role.Admits(call.Viewer.Roles) ? await command.RunAsync(call, cancellationToken) : $"That needs the role {role} or above.";
        return new CommandOutcome(true, TextCut.AtWord(reply, MaxReply), command.Name);
    }

    /// <summary>With a user before the voice or nickname it is about that user. Nicknames may have blanks, so for them the user is marked by an @.</summary>
    private string Variant(string name, CommandCall call) => name switch
    {
        CommandNames.Voice when call.Arguments.Count >= 2 && _viewerCommands.FindVoice(call.TextFrom(0)) is null => CommandNames.VoiceOther,
        CommandNames.Nickname when call.Arguments.Count >= 2 && call.First.StartsWith('@') => CommandNames.NicknameOther,
        _ => name,
    };

    /// <summary>The role that was set, else the one it comes with.</summary>
    private ViewerRole RoleOf(string command) => RoleIn(Options, command) ?? RoleIn(Defaults, command) ?? ViewerRole.Moderator;

    private static ViewerRole? RoleIn(CommandOptions options, string command)
    {
        foreach (var (name, role) in options.Roles)
        {
            if (name.Equals(command, StringComparison.OrdinalIgnoreCase))
            {
                return role;
            }
        }

        return null;
    }

    private string Help(Viewer viewer)
    {
        var usages = CommandNames.All
            .Where(name => name != CommandNames.Commands && !CommandNames.OnlyInDiscord.Contains(name) && RoleOf(name).Admits(viewer.Roles))
            .Select(name => _commands[name].Usage);
        return $"Type {Options.Root} and one of: {string.Join(" | ", usages)}";
    }
}
