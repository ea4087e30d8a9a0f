using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using IShowTts.Integrations.Twitch.Helix;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Makes the subscriptions of one session, and knows which are in force and which are off, and why.</summary>
/// <param name="helix">Makes them.</param>
/// <param name="broadcasterId">Id of the channel.</param>
/// <param name="clock">The clock.</param>
/// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
/// <param name="logger">The log.</param>
/// <param name="onChange">Told after something came into force or ended; any thread.</param>
internal sealed class EventSubSubscriber(
    HelixEventSub helix, string broadcasterId, TimeProvider clock, Func<double> random, ILogger logger, Action onChange)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, bool> _inForce = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _off = new(StringComparer.Ordinal);

    /// <summary>How many are in force.</summary>
    public int Count => _inForce.Count;

    /// <summary>What is off, and why; one sentence, empty when nothing is.</summary>
    public string Trouble
    {
        get
        {
            var off = _off.OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToList();
            return off.Count == 0 ? "" : $"Off: {string.Join(", ", off.Select(static pair => pair.Key))}. {off[0].Value}";
        }
    }

    /// <summary>Whether a kind is in force.</summary>
    /// <param name="type">Its type.</param>
    public bool IsInForce(string type) => _inForce.ContainsKey(type);

    /// <summary>Returns when the rate limit lets subscriptions be made: a session that has none soon is closed.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => helix.WaitForRoomAsync(cancellationToken);

    /// <summary>Makes all: the first two one after the other, as Twitch closes a session without any; then the others side by side.</summary>
    /// <param name="kinds">What, most important first.</param>
    /// <param name="sessionId">Gives the id that the session has now: a move may give it another.</param>
    /// <param name="cancellationToken">The session ended.</param>
    /// <returns>Those to be asked for again, as their trouble may pass.</returns>
    /// <exception cref="EventSubConnectionException">The session or the sign-in is of no use any more.</exception>
    public async Task<ImmutableArray<EventSubKind>> CreateAllAsync(ImmutableArray<EventSubKind> kinds, Func<string> sessionId, CancellationToken cancellationToken)
    {
        ConcurrentQueue<EventSubKind> later = new();
        var first = kinds.Take(2).ToList();
        foreach (var kind in first) await CreateAsync(kind, cancellationToken);
        await Parallel.ForEachAsync(
            kinds.Skip(first.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, CreateAsync);
        return [.. later];

        async ValueTask CreateAsync(EventSubKind kind, CancellationToken token)
        {
            if (!await TryCreateAsync(kind, sessionId, token)) later.Enqueue(kind);
        }
    }

    /// <summary>Asks again, less and less often, until all are there.</summary>
    /// <param name="kinds">Left over from <see cref="CreateAllAsync"/>.</param>
    /// <param name="sessionId">Gives the id that the session has now: a move may give it another.</param>
    /// <param name="onMore">Called after one of them came into force: what it tells was missed until now.</param>
    /// <param name="cancellationToken">The session ended.</param>
    public async Task CreateLaterAsync(ImmutableArray<EventSubKind> kinds, Func<string> sessionId, Func<CancellationToken, Task> onMore, CancellationToken cancellationToken)
    {
        for (var wait = s_firstWait; kinds.Length > 0; wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait)
        {
            var jittered = wait * (0.5 + random());
            foreach (var kind in kinds) Log.Later(logger, kind.Type, jittered.TotalSeconds, _off.GetValueOrDefault(kind.Type, ""));
            await Task.Delay(jittered, clock, cancellationToken);
            var left = await CreateAllAsync(kinds, sessionId, cancellationToken);
            if (left.Length < kinds.Length) await onMore(cancellationToken);
            kinds = left;
        }
    }

    /// <summary>Notes that Twitch ended one.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="status">Twitch's reason.</param>
    public void Revoke(string type, string status)
    {
        var kind = EventSubPlan.All.FirstOrDefault(kind => kind.Type == type);
        var what = kind?.Feature is { } feature ? $" ({feature.Gives})" : "";
        var cure = status switch
        {
            "authorization_revoked" => "The rights were taken back or the password was changed: run `ishowtts twitch login`.",
            "user_removed" => "The account or the channel is gone from Twitch.",
            "version_removed" => "Twitch has ended this version; a newer version of iShowTTS is needed.",
            "moderator_removed" => "The account is no moderator of the channel any more: make it one, then run `ishowtts twitch login`.",
            "chat_user_banned" => "The account is banned from the channel's chat: unban it, then run `ishowtts twitch login`.",
            _ => "Run `ishowtts twitch login` to ask for it again.",
        };
        _inForce.TryRemove(type, out _);
        TellOff(type, $"Twitch ended it{what}: {status}. {cure}");
    }

    private async ValueTask<bool> TryCreateAsync(EventSubKind kind, Func<string> sessionId, CancellationToken cancellationToken)
    {
        var id = sessionId();
        try
        {
            await helix.CreateAsync(kind, broadcasterId, id, cancellationToken);
            _inForce[kind.Type] = true;
            _off.TryRemove(kind.Type, out _);
            onChange();
            return true;
        }
        catch (HelixException exception) when (exception.IsPassing)
        {
            TellOff(kind.Type, exception.Message);
            return false;
        }
        catch (HelixException exception) when (IsSessionGone(exception) && id != sessionId())
        {
            // It moved in the meantime.
            return await TryCreateAsync(kind, sessionId, cancellationToken);
        }
        catch (HelixException exception) when (IsSessionGone(exception))
        {
            throw new EventSubConnectionException(exception.Message, exception);
        }
        catch (HelixException exception)
        {
            // A right that is missing, or something that this channel does not have: the others go on.
            TellOff(kind.Type, exception.Message);
            return true;
        }
    }

    private static bool IsSessionGone(HelixException exception) =>
        (exception.Status == HttpStatusCode.BadRequest && exception.Message.Contains("session", StringComparison.OrdinalIgnoreCase))
        || (exception.Status == HttpStatusCode.Unauthorized && !HelixErrors.IsScope(exception.Message));

    private void TellOff(string type, string reason)
    {
        if (_off.TryAdd(type, reason)) Log.Off(logger, type, reason);
        else _off[type] = reason;
        onChange();
    }
}
