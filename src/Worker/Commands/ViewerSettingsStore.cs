using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Commands;

/// <summary>Ignored viewers, nicknames, voices, and how the speech was left: in memory, and in the state file after every change.</summary>
/// <remarks>
/// Thread safe. At most <see cref="MaxViewers"/> viewers. A damaged file is kept aside and an alarm raised.
/// When the file cannot be written the change holds until the worker stops, and an alarm says so.
/// </remarks>
internal sealed class ViewerSettingsStore : IViewerSettings
{
    /// <summary>Most viewers for whom something is kept.</summary>
    public const int MaxViewers = 10_000;

    private const string AlarmKey = "state-file";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ViewerEntry> _byLogin = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _loginById = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly AlarmBoard _alarms;
    private SpeechState _speech;

    /// <summary>Reads the file.</summary>
    public ViewerSettingsStore(DataDirectory directory, TimeProvider time, AlarmBoard alarms)
    {
        _path = directory.StateFile;
        _alarms = alarms;
        var content = StateFile.Read(_path, time.GetUtcNow(), out var problem);
        _speech = content.Speech;
        foreach (var entry in content.Viewers.Take(MaxViewers))
        {
            Put(entry);
        }

        if (problem is not null)
        {
            alarms.Raise(AlarmKey + "-damaged", problem);
        }
    }

    /// <summary>How the speech was left.</summary>
    public SpeechState Speech
    {
        get
        {
            lock (_lock)
            {
                return _speech;
            }
        }
    }

    /// <summary>Everything that is kept, by login.</summary>
    public IReadOnlyList<ViewerEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _byLogin.Values.OrderBy(static entry => entry.Login, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Logins of the ignored viewers, sorted.</summary>
    public IReadOnlyList<string> Ignored
    {
        get
        {
            lock (_lock)
            {
                return [.. _byLogin.Values.Where(static entry => entry.IsIgnored).Select(static entry => entry.Login).Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <inheritdoc/>
    public ViewerChoice For(Viewer viewer)
    {
        lock (_lock)
        {
            return Find(viewer)?.ToChoice() ?? ViewerChoice.None;
        }
    }

    /// <summary>Changes what is kept for a viewer.</summary>
    /// <param name="viewer">Who; only the login need be known.</param>
    /// <param name="change">From what is kept to what shall be.</param>
    /// <returns>What became of it.</returns>
    public SettingOutcome Change(Viewer viewer, Func<ViewerChoice, ViewerChoice> change)
    {
        lock (_lock)
        {
            var entry = Find(viewer) ?? new ViewerEntry(viewer.Login.ToLowerInvariant(), viewer.Id.Length > 0 ? viewer.Id : null, false, null, null);
            var choice = change(entry.ToChoice());
            if (choice == entry.ToChoice())
            {
                return SettingOutcome.Unchanged;
            }

            var changed = entry with { IsIgnored = choice.IsIgnored, Nickname = choice.Nickname, Voice = choice.Voice };
            if (changed.IsEmpty)
            {
                Remove(entry);
            }
            else if (_byLogin.Count >= MaxViewers && !_byLogin.ContainsKey(entry.Login))
            {
                return SettingOutcome.Full;
            }
            else
            {
                Put(changed);
            }

            return Save() ? SettingOutcome.Saved : SettingOutcome.NotSaved;
        }
    }

    /// <summary>Keeps how the speech is left.</summary>
    public void SaveSpeech(SpeechState speech)
    {
        lock (_lock)
        {
            if (_speech != speech)
            {
                _speech = speech;
                Save();
            }
        }
    }

    /// <summary>By id; else by login, unless that entry belongs to another account that had the login before. A login that is seen with its id keeps it.</summary>
    private ViewerEntry? Find(Viewer viewer)
    {
        if (viewer.Id.Length > 0 && _loginById.TryGetValue(viewer.Id, out var known))
        {
            return _byLogin[known];
        }

        if (viewer.Login.Length == 0 || !_byLogin.TryGetValue(viewer.Login, out var entry) || (entry.Id is not null && viewer.Id.Length > 0))
        {
            return null;
        }

        if (viewer.Id.Length > 0)
        {
            entry = entry with { Id = viewer.Id };
            Put(entry);
            Save();
        }

        return entry;
    }

    private void Put(ViewerEntry entry)
    {
        if (_byLogin.TryGetValue(entry.Login, out var before) && before.Id is not null && before.Id != entry.Id)
        {
            _loginById.Remove(before.Id);
        }

        _byLogin[entry.Login] = entry;
        if (entry.Id is not null)
        {
            _loginById[entry.Id] = entry.Login;
        }
    }

    private void Remove(ViewerEntry entry)
    {
        _byLogin.Remove(entry.Login);
        if (entry.Id is not null)
        {
            _loginById.Remove(entry.Id);
        }
    }

    private bool Save()
    {
        try
        {
            StateFile.Write(_path, new StateFileContent(StateFileContent.CurrentVersion, _speech, [.. _byLogin.Values]));
            _alarms.Clear(AlarmKey);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _alarms.Raise(AlarmKey, $"The state file {_path} cannot be written ({e.Message}): what was changed holds until the worker stops. Free space, or give this user write access to it.");
            return false;
        }
    }
}
