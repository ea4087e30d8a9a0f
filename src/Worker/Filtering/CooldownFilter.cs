using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Lets a viewer, and everybody together, be spoken only so often.</summary>
/// <param name="options">How often.</param>
/// <param name="memory">Who was spoken when.</param>
internal sealed class CooldownFilter(CooldownOptions options, FilterMemory memory) : IUtteranceFilter, IAcceptedListener
{
    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        if (!Applies(draft))
            return FilterVerdict.Accept;
        if (memory.ViewerSpokeAt.TryGet(Key(draft.Viewer), out var viewerAt) && IsWithin(viewerAt, draft.Now, options.ViewerSeconds))
            return FilterVerdict.Reject(ReasonCodes.ViewerCooldown, "Filters:Cooldown:ViewerSeconds", "This viewer was spoken a moment ago.");
        if (memory.AnybodySpokeAt is { } at && IsWithin(at, draft.Now, options.GlobalSeconds))
            return FilterVerdict.Reject(ReasonCodes.GlobalCooldown, "Filters:Cooldown:GlobalSeconds", "Somebody was spoken a moment ago.");

        return FilterVerdict.Accept;
    }

    /// <inheritdoc/>
    public void Accepted(Draft draft, Utterance utterance)
    {
        if (!Applies(draft))
            return;

        memory.ViewerSpokeAt.Set(Key(draft.Viewer), draft.Now);
        memory.AnybodySpokeAt = draft.Now;
    }

    private static bool IsWithin(DateTimeOffset before, DateTimeOffset now, int seconds) => (now - before).Duration() < TimeSpan.FromSeconds(seconds);

    // Alerts without an author's words (raids and the like) never wait.
    private bool Applies(Draft draft) =>
        draft is { IsPaced: true, Kind: UtteranceKind.Chat or UtteranceKind.Cheer or UtteranceKind.Redemption or UtteranceKind.PowerUp or UtteranceKind.Donation }
        && !(draft.IsPaid && options.PaidExempt)
        && !(options.ModeratorsExempt && (draft.Viewer.Roles & (ViewerRoles.Moderator | ViewerRoles.Broadcaster)) != ViewerRoles.Everyone);

    private static string Key(Viewer viewer) =>
        viewer.Id.Length > 0 ? viewer.Id : viewer.Login.Length > 0 ? viewer.Login : viewer.DisplayName;
}
