using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.F5.Reference;

/// <summary>The last prepared clips, by the content of their files, in memory: one takes some 20 ms to prepare. Thread safe: calls wait for each other.</summary>
/// <remarks>A file that changed is prepared anew.</remarks>
/// <param name="logger">Told of each clip prepared.</param>
/// <param name="capacity">Clips kept; one takes about half a megabyte.</param>
internal sealed class ReferenceClipCache(ILogger logger, int capacity = 32)
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
                clip = Prepare(path, content);
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

    private ReferenceClip Prepare(string path, byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        var clip = ReferenceClipPreparer.Prepare(stream, path);
        Log.ClipPrepared(logger, path, clip.Seconds, clip.SourceSeconds, clip.Rms);
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
}
