using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Voices;

/// <summary>The voices of the voices file, as it is now. Thread safe.</summary>
/// <remarks>The file is read again when it changes (looked at every two seconds of use); when it then has an error, that is logged and the voices before stay.</remarks>
internal sealed class VoiceFileWatch
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly IOptionsMonitor<VoiceOptions> options;
    private readonly TimeProvider time;
    private readonly ILogger<VoiceCatalog> logger;
    private readonly Lock reading = new();
    private volatile Snapshot snapshot = new("", default, [], FrozenDictionary<string, Voice>.Empty);
    private long lookedAt;

    /// <summary>Reads the file.</summary>
    /// <param name="options">Names it; changes are followed.</param>
    /// <param name="time">Says when to look at it again.</param>
    /// <param name="logger">Told when a changed file has errors.</param>
    public VoiceFileWatch(IOptionsMonitor<VoiceOptions> options, TimeProvider time, ILogger<VoiceCatalog> logger)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        lookedAt = time.GetTimestamp();
        Read();
    }

    /// <summary>The voices, in the file's order.</summary>
    public IReadOnlyList<Voice> Voices => Current().Voices;

    /// <summary>Finds a voice by its name. Never waits.</summary>
    /// <param name="name">Compared without case.</param>
    public Voice? Find(string name) => Current().ByName.GetValueOrDefault(name);

    private Snapshot Current()
    {
        var looked = Volatile.Read(ref lookedAt);
        if (time.GetElapsedTime(looked) >= LookEvery && Interlocked.CompareExchange(ref lookedAt, time.GetTimestamp(), looked) == looked)
        {
            Read();
        }

        return snapshot;
    }

    private void Read()
    {
        lock (reading)
        {
            var configured = options.CurrentValue.File;
            var path = configured.Length == 0 ? "" : VoiceFile.Locate(configured);
            var written = path.Length == 0 ? default : File.GetLastWriteTimeUtc(path);
            if (path == snapshot.Path && written == snapshot.Written)
            {
                return;
            }

            var (voices, errors) = path.Length == 0 ? ([], []) : VoiceFile.Read(path);
            foreach (var error in errors)
            {
                Log.FileError(logger, error);
            }

            snapshot = errors.Count > 0
                ? snapshot with { Path = path, Written = written }
                : new Snapshot(path, written, voices, voices.ToFrozenDictionary(voice => voice.Name, StringComparer.OrdinalIgnoreCase));
        }
    }

    private sealed record Snapshot(string Path, DateTime Written, IReadOnlyList<Voice> Voices, FrozenDictionary<string, Voice> ByName);
}
