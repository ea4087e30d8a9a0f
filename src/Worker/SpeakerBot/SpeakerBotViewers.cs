using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>Requests that choose for a viewer (<c>set</c>, <c>assign</c>, <c>reg</c>), by the rules of the chat commands. Source: Speaker.bot's documentation, UDP requests, "Users".</summary>
internal sealed class SpeakerBotViewers(ViewerSettingsStore store, ViewerCommands rules, IUtteranceQueue queue, IAuditLog audit)
{
    private const int MessagesLookedAt = 500;
    private static readonly SpeakerBotAnswer NoUser = SpeakerBotAnswer.Failed("username must be an account name: 1 to 25 letters, digits and underscores.");

    /// <summary><c>set</c>: a nickname; an empty one takes it back.</summary>
    /// <param name="request">With <c>method</c>, <c>username</c> and <c>nickname</c>.</param>
    /// <param name="who">For the audit log.</param>
    public async ValueTask<SpeakerBotAnswer> SetAsync(SpeakerBotRequest request, Actor who)
    {
        if (request.Text("method") is not "nickname")
        {
            return SpeakerBotAnswer.Failed("Only the method nickname is known here. There are no random voices, so none sticks.");
        }

        if (ViewerCommands.ParseUser(request.Text("username")) is not { } viewer)
        {
            return NoUser;
        }

        var nickname = request.Text("nickname").Trim();
        return nickname.Length > 0 && rules.ProblemOf(nickname) is { } problem
            ? SpeakerBotAnswer.Failed(problem)
            : await ChangeAsync(who, "nickname", viewer, choice => choice with { Nickname = nickname.Length > 0 ? nickname : null });
    }

    /// <summary><c>assign last</c>: the voice in which the viewer was spoken last becomes theirs.</summary>
    /// <param name="request">With <c>method</c> and <c>username</c>.</param>
    /// <param name="who">For the audit log.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was changed.</param>
    public async ValueTask<SpeakerBotAnswer> AssignAsync(SpeakerBotRequest request, Actor who, CancellationToken cancellationToken)
    {
        if (request.Text("method") is not "last")
        {
            return SpeakerBotAnswer.Failed("Only the method last is known here.");
        }

        if (ViewerCommands.ParseUser(request.Text("username")) is not { } viewer)
        {
            return NoUser;
        }

        var heard = await queue.ListAsync(new UtteranceQuery(UtteranceState.Heard, MessagesLookedAt), cancellationToken);
        var last = heard.FirstOrDefault(utterance => utterance.Viewer.Login.Equals(viewer.Login, StringComparison.OrdinalIgnoreCase));
        return last?.Voice is { } spoken && rules.FindVoice(spoken) is { } voice
            ? await ChangeAsync(who, "voice", viewer, choice => choice with { Voice = voice })
            : SpeakerBotAnswer.Failed($"None of the last {MessagesLookedAt} messages that were heard is of this viewer, in a voice that viewers can have.");
    }

    /// <summary>After the change nothing ends the line of the audit log: it was made.</summary>
    private async ValueTask<SpeakerBotAnswer> ChangeAsync(Actor who, string action, Viewer viewer, Func<ViewerChoice, ViewerChoice> change)
    {
        var outcome = store.Change(viewer, change);
        await audit.WriteAsync(who, action, viewer.Login, outcome.ToString(), CancellationToken.None);
        return outcome == SettingOutcome.Full
            ? SpeakerBotAnswer.Failed($"Settings are kept for {ViewerSettingsStore.MaxViewers} viewers, and there are as many. Take somebody out first.")
            : SpeakerBotAnswer.Done;
    }
}
