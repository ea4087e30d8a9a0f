using IShowTts.Tts.F5.Reference;
using IShowTts.Tts.Files;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Voices;

/// <summary>Voices that were uploaded: checked, stored beside each other in a folder of their own, and removed again. They speak at once.</summary>
/// <remarks>Thread safe; changes are made one after the other.</remarks>
public sealed class UploadedVoices : IDisposable
{
    /// <summary>Most uploaded voices.</summary>
    public const int MaxVoices = 200;

    private const string TemporaryPrefix = "upload-";
    private const int ShortestConsent = 10;
    private const int LongestLanguage = 35;

    private readonly IOptionsMonitor<VoiceOptions> options;
    private readonly VoiceFileWatch watch;
    private readonly VoiceCatalog catalog;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1, 1);
    private int isSwept;

    /// <summary>Makes it; nothing is read yet.</summary>
    internal UploadedVoices(IOptionsMonitor<VoiceOptions> options, VoiceFileWatch watch, VoiceCatalog catalog, TimeProvider time)
    {
        this.options = options;
        this.watch = watch;
        this.catalog = catalog;
        this.time = time;
    }

    /// <summary>Whether there is a folder to keep voices in.</summary>
    public bool HasFolder => Folder.Length > 0;

    private string Folder => options.CurrentValue.UploadsFolder;

    /// <summary>A file to receive a clip in: readable for its user only, gone when it is closed.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public FileStream OpenTemporary()
    {
        PrivateFile.MakeFolder(Folder);
        if (Interlocked.Exchange(ref isSwept, 1) == 0)
        {
            // Left behind by a crash; nothing of this process is there yet.
            foreach (var left in Directory.EnumerateFiles(Folder, TemporaryPrefix + "*.tmp"))
            {
                File.Delete(left);
            }
        }

        var file = PrivateFile.Options(FileMode.CreateNew);
        (file.Access, file.Share, file.Options) = (FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        return new FileStream(Path.Combine(Folder, $"{TemporaryPrefix}{Guid.NewGuid():N}.tmp"), file);
    }

    /// <summary>Takes a voice, or says everything that is wrong with it.</summary>
    /// <param name="upload">What was said about it.</param>
    /// <param name="clip">The recording, from its current position; stays open.</param>
    /// <param name="cancellationToken">Ends the wait for one's turn.</param>
    /// <exception cref="InvalidDataException">The file of uploaded voices is damaged; the message names it and the cure.</exception>
    /// <exception cref="IOException">The voice cannot be written; nothing of it stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The voice cannot be written; nothing of it stays.</exception>
    public async ValueTask<VoiceUploadResult> AddAsync(VoiceUpload upload, Stream clip, CancellationToken cancellationToken)
    {
        upload = upload with { Name = upload.Name.Trim(), Transcript = OnOneLine(upload.Transcript), Consent = OnOneLine(upload.Consent) };
        var problems = Check(upload).ToList();
        var recording = await Task.Run(() => Read(upload, clip, problems), cancellationToken).ConfigureAwait(false);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (VoiceFile.IsName(upload.Name) && await IsTakenAsync(upload.Name, cancellationToken).ConfigureAwait(false))
            {
                problems.Add(new("name", $"There is a voice {upload.Name} already. Choose another name, or remove that one first."));
            }

            return problems.Count == 0 && recording is not null ? Store(upload, recording) : new(null, problems, []);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Removes an uploaded voice and its clip. What is being spoken with it goes on; nothing later uses it.</summary>
    /// <param name="name">Compared without case.</param>
    /// <param name="cancellationToken">Ends the wait for one's turn.</param>
    /// <exception cref="InvalidDataException">The file of uploaded voices is damaged.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public async ValueTask<VoiceRemoval> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            watch.Read();
            var entries = HasFolder ? UploadedVoiceFile.ReadEntries(Folder) : [];
            var entry = entries.Find(candidate => name.Equals(candidate.Name, StringComparison.OrdinalIgnoreCase));
            if (entry is null)
            {
                return catalog.Find(name) is null ? VoiceRemoval.Unknown : VoiceRemoval.NotUploaded;
            }

            if (name.Equals(options.CurrentValue.Default, StringComparison.OrdinalIgnoreCase) && catalog.Find(name) is not { IsUploaded: false })
            {
                return VoiceRemoval.IsDefault;
            }

            entries.Remove(entry);
            UploadedVoiceFile.TryWrite(Folder, entries);
            watch.Read();
            // Only files that we named: an entry that somebody wrote there by hand may point anywhere.
            if (entry.Clip is { } clip && Path.GetFileName(clip) == clip && Guid.TryParseExact(Path.GetFileNameWithoutExtension(clip), "N", out _))
            {
                File.Delete(Path.Combine(Folder, clip));
            }

            return VoiceRemoval.Removed;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The clip of a cloned voice as a WAV of our own making, to be listened to.</summary>
    /// <param name="voice">A voice of the catalog.</param>
    /// <returns>Null when it has no clip.</returns>
    /// <exception cref="InvalidDataException">The clip cannot be read.</exception>
    /// <exception cref="IOException">The clip cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The clip cannot be read.</exception>
    public static byte[]? ReadClip(Voice voice)
    {
        if (voice.Reference is not { } reference)
        {
            return null;
        }

        using var stream = File.OpenRead(reference.Clip);
        return UploadedClip.Encode(PcmClip.Read(stream, ReferenceClipPreparer.LongestRecording));
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static UploadedClip? Read(VoiceUpload upload, Stream clip, List<VoiceUploadProblem> problems)
    {
        try
        {
            var recording = UploadedClip.Read(clip, VoiceFile.IsName(upload.Name) ? upload.Name : "clip");
            if (!problems.Exists(problem => problem.Field == "transcript") && recording.Compare(upload.Transcript) is { } finding)
            {
                problems.Add(new("transcript", finding));
            }

            return recording;
        }
        catch (InvalidDataException exception)
        {
            problems.Add(new("clip", exception.Message));
            return null;
        }
    }

    private static IEnumerable<VoiceUploadProblem> Check(VoiceUpload upload)
    {
        if (!VoiceFile.IsName(upload.Name))
        {
            yield return new("name", $"The name must be 1 to {VoiceFile.LongestName} letters, digits or - _ . + (no spaces: people type it in chat).");
        }

        if (upload.Language.Length > LongestLanguage || !upload.Language.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            yield return new("language", "The language must be a tag such as en-US, or be left out.");
        }

        if (upload.Transcript.Length is 0 or > ReferenceEntry.LongestTranscript || upload.Transcript.Any(char.IsControl))
        {
            yield return new("transcript", $"The transcript must be what is said in the clip, word for word, up to {ReferenceEntry.LongestTranscript} characters.");
        }

        if (upload.Consent.Length is < ShortestConsent or > ReferenceEntry.LongestNote || upload.Consent.Any(char.IsControl))
        {
            yield return new("consent", $"The consent must say in a sentence whose voice it is and how they agreed ({ShortestConsent} to {ReferenceEntry.LongestNote} characters), for example \"This is my own voice.\" Clone nobody who has not agreed.");
        }
    }

    /// <summary>Every name that speaks already: of the voices file, uploaded, or an engine's own.</summary>
    private async ValueTask<bool> IsTakenAsync(string name, CancellationToken cancellationToken)
    {
        watch.Read();
        return await catalog.FindAsync(name, cancellationToken).ConfigureAwait(false) is not null
            || catalog.Named.Any(voice => voice.Reference is not null && voice.EngineVoice.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private VoiceUploadResult Store(VoiceUpload upload, UploadedClip recording)
    {
        PrivateFile.MakeFolder(Folder);
        var entries = UploadedVoiceFile.ReadEntries(Folder);
        if (entries.Count >= MaxVoices || entries.Exists(entry => upload.Name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return new(null, [new("name", entries.Count >= MaxVoices ? $"There are {MaxVoices} uploaded voices already, the most. Remove one first." : $"There is a voice {upload.Name} already, whose clip is lost. Remove it first.")], []);
        }

        var clip = $"{Guid.NewGuid():N}.wav";
        var path = Path.Combine(Folder, clip);
        var isKept = false;
        try
        {
            PrivateFile.Replace(path, recording.Wav);
            entries.Add(new VoiceFileEntry
            {
                Name = upload.Name,
                Engine = ReferenceEntry.Engine,
                Language = upload.Language.Length > 0 ? upload.Language : null,
                Clip = clip,
                Transcript = upload.Transcript,
                Consent = upload.Consent,
                UploadedAt = time.GetUtcNow(),
                UploadedBy = upload.By,
            });
            isKept = UploadedVoiceFile.TryWrite(Folder, entries);
        }
        finally
        {
            if (!isKept)
            {
                File.Delete(path);
            }
        }

        watch.Read();
        return isKept && catalog.Find(upload.Name) is { } voice
            ? new(voice, [], [.. recording.Notes()])
            : new(null, [new("name", "There is no room for more uploaded voices. Remove one first.")], []);
    }
}
