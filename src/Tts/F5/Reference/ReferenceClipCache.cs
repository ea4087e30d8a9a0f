using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.F5.Reference;

/// <summary>Prepared clips by the content of their files: the last ones in memory, and on disk where there is a folder. Thread safe: calls wait for each other.</summary>
/// <remarks>
/// A file that changed is prepared anew. What lies in the folder is checked by hash; damaged or foreign files are ignored and written again, by a
/// rename, so that a crash leaves none half written.
/// </remarks>
/// <param name="folder">Made when missing; empty: memory only.</param>
/// <param name="logger">Told of each clip prepared, and when the folder cannot be used.</param>
/// <param name="capacity">Clips in memory; one takes about half a megabyte.</param>
internal sealed class ReferenceClipCache(string folder, ILogger logger, int capacity = 32)
{
    private const int MostFiles = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Length, DateTime Written, string Hash)> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReferenceClip> clips = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>The prepared clip of a file.</summary>
    /// <param name="path">A WAV.</param>
    /// <exception cref="ReferenceClipException">The file cannot be read or used.</exception>
    public ReferenceClip Get(string path)
    {
        lock (gate)
        {
            var file = new FileInfo(path);
            if (file.Exists && seen.TryGetValue(path, out var known) && known.Length == file.Length && known.Written == file.LastWriteTimeUtc
                && clips.TryGetValue(known.Hash, out var clip))
            {
                return clip;
            }

            var content = ReferenceClipPreparer.ReadFile(path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            if (!clips.TryGetValue(hash, out clip))
            {
                clip = Load(hash) ?? Prepare(path, content, hash);
                Remember(hash, clip);
            }

            if (seen.Count >= MostFiles)
            {
                seen.Clear();
            }

            seen[path] = (file.Length, file.LastWriteTimeUtc, hash);
            return clip;
        }
    }

    private string PathOf(string hash) => Path.Combine(folder, $"{hash}-v{ReferenceClipPreparer.Version}.clip");

    private ReferenceClip Prepare(string path, byte[] content, string hash)
    {
        using var stream = new MemoryStream(content, writable: false);
        var clip = ReferenceClipPreparer.Prepare(stream, path);
        Log.ClipPrepared(logger, path, clip.Seconds, clip.SourceSeconds, clip.Rms);
        Save(hash, clip);
        return clip;
    }

    private void Remember(string hash, ReferenceClip clip)
    {
        while (order.Count >= capacity)
        {
            clips.Remove(order.Dequeue());
        }

        clips[hash] = clip;
        order.Enqueue(hash);
    }

    private ReferenceClip? Load(string hash)
    {
        if (folder.Length == 0 || !File.Exists(PathOf(hash)))
        {
            return null;
        }

        try
        {
            if (new FileInfo(PathOf(hash)).Length <= ReferenceClipFile.LargestFile
                && ReferenceClipFile.Read(File.ReadAllBytes(PathOf(hash)), Convert.FromHexString(hash)) is { } clip)
            {
                return clip;
            }

            Log.CacheUnusable(logger, PathOf(hash), "It is damaged.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CacheUnusable(logger, PathOf(hash), exception.Message);
        }

        return null;
    }

    private void Save(string hash, ReferenceClip clip)
    {
        if (folder.Length == 0)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
            var unfinished = PathOf(hash) + ".new";
            File.WriteAllBytes(unfinished, ReferenceClipFile.ToBytes(clip, Convert.FromHexString(hash)));
            File.Move(unfinished, PathOf(hash), overwrite: true);
            foreach (var old in new DirectoryInfo(folder).GetFiles("*.clip").OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostFiles))
            {
                old.Delete();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CacheUnusable(logger, folder, exception.Message);
        }
    }
}
