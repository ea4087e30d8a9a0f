using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Commands;

/// <summary>Remembers when each viewer gave the last command.</summary>
/// <remarks>Thread safe. At most <see cref="MaxViewers"/> are remembered; when so many gave commands within one cooldown, further ones wait too.</remarks>
internal sealed class CommandCooldown(TimeProvider time)
{
    private const int MaxViewers = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>Whether a viewer may give a command now; when so, it counts as the last one.</summary>
    public bool TryUse(Viewer viewer, TimeSpan cooldown)
    {
        if (cooldown <= TimeSpan.Zero)
        {
            return true;
        }

        var key = viewer.Id.Length > 0 ? viewer.Id : "@" + viewer.Login;
        lock (_lock)
        {
            if (_last.TryGetValue(key, out var last) && time.GetElapsedTime(last) < cooldown)
            {
                return false;
            }

            if (_last.Count >= MaxViewers && !_last.ContainsKey(key))
            {
                Forget(cooldown);
            }

            if (_last.Count >= MaxViewers && !_last.ContainsKey(key))
            {
                return false;
            }

            _last[key] = time.GetTimestamp();
            return true;
        }
    }

    private void Forget(TimeSpan cooldown)
    {
        foreach (var (key, last) in _last)
        {
            if (time.GetElapsedTime(last) >= cooldown)
            {
                _last.Remove(key);
            }
        }
    }
}
