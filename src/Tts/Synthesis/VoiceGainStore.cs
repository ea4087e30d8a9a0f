using System.Text.Json;
using System.Text.Json.Serialization;
using IShowTts.Tts.Files;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Synthesis;

/// <summary>Measured loudness of voices, in memory and, when there is a path, in a file. A broken file is measured anew. Thread safe.</summary>
internal sealed partial class VoiceGainStore
{
    private const int MostVoices = 4_096;
    private const int LargestFile = 1 << 20;

    private readonly Dictionary<string, double> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly string path;
    private readonly ILogger logger;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Empty: memory only.</param>
    /// <param name="logger">Told when the file cannot be used.</param>
    public VoiceGainStore(string path, ILogger logger)
    {
        this.path = path;
        this.logger = logger;
        foreach (var gain in Read())
        {
            if (gain is { Key: not null } && double.IsFinite(gain.Lufs) && known.Count < MostVoices)
            {
                known[gain.Key] = gain.Lufs;
            }
        }
    }

    /// <summary>The loudness of a voice, or null when it was not measured.</summary>
    public double? Find(string key)
    {
        lock (gate)
        {
            return known.TryGetValue(key, out var lufs) ? lufs : null;
        }
    }

    /// <summary>Remembers a loudness. A file that cannot be written is logged; the voice is then measured again after a restart.</summary>
    public void Remember(string key, double lufs)
    {
        lock (gate)
        {
            if (known.Count >= MostVoices)
            {
                known.Clear();
            }

            known[key] = lufs;
            if (path.Length > 0)
            {
                Write();
            }
        }
    }

    private List<VoiceGain?> Read()
    {
        if (path.Length == 0 || !File.Exists(path))
        {
            return [];
        }

        try
        {
            using var stream = File.OpenRead(path);
            return stream.Length > LargestFile
                ? throw new JsonException("The file is larger than 1 MiB.")
                : JsonSerializer.Deserialize(stream, VoiceGainJsonContext.Default.ListVoiceGain) ?? [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.GainFileUnusable(logger, path, exception.Message);
            return [];
        }
    }

    private void Write()
    {
        var unfinished = path + ".new";
        try
        {
            // One left behind by a crash may have another mode.
            File.Delete(unfinished);
            using (var stream = new FileStream(unfinished, PrivateFile.Options(FileMode.CreateNew)))
            {
                JsonSerializer.Serialize(stream, [.. known.Select(pair => new VoiceGain(pair.Key, pair.Value))], VoiceGainJsonContext.Default.ListVoiceGain);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.GainFileUnusable(logger, path, exception.Message);
        }
    }

    [JsonSerializable(typeof(List<VoiceGain?>))]
    private sealed partial class VoiceGainJsonContext : JsonSerializerContext;
}
