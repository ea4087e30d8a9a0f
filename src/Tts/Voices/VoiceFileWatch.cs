using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Voices;

/// <summary>The voices of the voices file and those that were uploaded, as they are now. Thread safe.</summary>
/// <remarks>The files are read again when they change (looked at every two seconds of use); when the voices file then has an error, that is logged and the voices before stay.</remarks>
internal sealed class VoiceFileWatch
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly IOptionsMonitor<VoiceOptions> options;
    private readonly TimeProvider time;
    private readonly ILogger<VoiceCatalog> logger;
    private readonly Lock reading = new();
    private volatile Snapshot snapshot = new(default, default, [], [], FrozenDictionary<string, Voice>.Empty);
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

    /// <summary>The voices, in the file's order, then those that were uploaded.</summary>
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

    /// <summary>Reads the files now, when they changed: somebody just wrote one.</summary>
    public void Read()
    {
        lock (reading)
        {
            var settings = options.CurrentValue;
            var file = Stamp.Of(settings.File.Length == 0 ? "" : VoiceFile.Locate(settings.File));
            var uploads = Stamp.Of(UploadedVoiceFile.PathIn(settings.UploadsFolder));
            if (file == snapshot.File && uploads == snapshot.Uploads)
            {
                return;
            }

            var written = file == snapshot.File ? snapshot.Written : ReadFile(file.Path);
            var uploaded = ReadUploads(settings.UploadsFolder, written);
            IReadOnlyList<Voice> all = [.. written, .. uploaded];
            snapshot = new Snapshot(file, uploads, written, all, all.ToFrozenDictionary(voice => voice.Name, StringComparer.OrdinalIgnoreCase));
        }
    }

    // A file with an error changes nothing: the voices before stay.
    private IReadOnlyList<Voice> ReadFile(string path)
    {
        var (voices, errors) = path.Length == 0 ? ([], []) : VoiceFile.Read(path);
        foreach (var error in errors)
        {
            Log.FileError(logger, error);
        }

        return errors.Count > 0 ? snapshot.Written : voices;
    }

    // Of uploaded voices each good one counts, as nobody writes their file by hand.
    private IEnumerable<Voice> ReadUploads(string folder, IReadOnlyList<Voice> written)
    {
        var (voices, errors) = UploadedVoiceFile.Read(folder);
        foreach (var error in errors)
        {
            Log.UploadError(logger, error);
        }

        var taken = written.Select(voice => voice.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var twin in voices.Where(voice => taken.Contains(voice.Name)))
        {
            Log.UploadError(logger, $"{twin.Name} stands in Voices:File too, which counts. Rename it there.");
        }

        return voices.Where(voice => !taken.Contains(voice.Name));
    }

    private readonly record struct Stamp(string Path, DateTime Written, long Length)
    {
        public static Stamp Of(string path) => path.Length > 0 && new FileInfo(path) is { Exists: true } file ? new(path, file.LastWriteTimeUtc, file.Length) : new(path, default, -1);
    }

    private sealed record Snapshot(Stamp File, Stamp Uploads, IReadOnlyList<Voice> Written, IReadOnlyList<Voice> Voices, FrozenDictionary<string, Voice> ByName);
}
