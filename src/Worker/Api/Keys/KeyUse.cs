using System.Text.Json;
using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Api.Keys;

/// <summary>On which day each key was last used: so that one sees which are not needed any more. Kept in <c>key-use.json</c>, which only the worker writes.</summary>
internal sealed class KeyUse(DataDirectory directory, TimeProvider time, ILogger<KeyUse> logger)
{
    private const int LongestFile = 64 * 1024;
    private readonly Lock gate = new();
    private Dictionary<string, DateOnly>? days;
    private bool isChanged;

    /// <summary>Days by <see cref="ApiKey.Id"/>, as they were written last.</summary>
    /// <param name="directory">The data directory.</param>
    /// <exception cref="ConfigurationException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, DateOnly> Read(DataDirectory directory) => ReadFile(directory);

    /// <summary>A key is used now.</summary>
    public void Note(ApiKey key)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        lock (gate)
        {
            var known = Days();
            if (!known.TryGetValue(key.Id, out var last) || last != today)
            {
                known[key.Id] = today;
                isChanged = true;
            }
        }
    }

    /// <summary>Writes what changed since the last time. What cannot be written is logged: it is for information only.</summary>
    /// <param name="keys">The keys that there are; others are forgotten.</param>
    public void Save(IEnumerable<ApiKey> keys)
    {
        byte[] bytes;
        lock (gate)
        {
            if (!isChanged)
            {
                return;
            }

            isChanged = false;
            var there = keys.Select(key => key.Id).ToHashSet(StringComparer.Ordinal);
            days = Days().Where(pair => there.Contains(pair.Key)).ToDictionary();
            bytes = JsonSerializer.SerializeToUtf8Bytes(days, KeysJsonContext.Default.DictionaryStringDateOnly);
        }

        try
        {
            PrivateFile.Replace(directory.KeyUseFile, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.KeyUseNotWritten(logger, directory.KeyUseFile, exception.Message);
        }
    }

    private Dictionary<string, DateOnly> Days()
    {
        if (days is null)
        {
            try
            {
                days = ReadFile(directory);
            }
            catch (ConfigurationException exception)
            {
                Log.KeyUseNotRead(logger, exception.Message);
                days = [];
            }
        }

        return days;
    }

    private static Dictionary<string, DateOnly> ReadFile(DataDirectory directory)
    {
        var path = directory.KeyUseFile;
        try
        {
            return SecretFile.Read(path, LongestFile, "Delete it.") is { } bytes ? JsonSerializer.Deserialize(bytes, KeysJsonContext.Default.DictionaryStringDateOnly) ?? [] : [];
        }
        catch (JsonException)
        {
            throw SecretFile.Error(path, "is damaged. Delete it.");
        }
    }
}
