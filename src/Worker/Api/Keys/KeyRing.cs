using System.Security.Cryptography;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Api.Keys;

/// <summary>The keys that the running worker honours. The file is read again when it changed, so that <c>keys add</c> and <c>keys revoke</c> count at once. Thread safe.</summary>
internal sealed class KeyRing(ApiKeyFile file, KeyUse use, ILogger<KeyRing> logger)
{
    private readonly Lock gate = new();
    private FileStamp stamp;
    private FileStamp? unread;
    private LiveKey[] keys = [];

    /// <summary>The keys.</summary>
    public IReadOnlyList<ApiKey> Keys => [.. Volatile.Read(ref keys).Select(live => live.Key)];

    /// <summary>Reads the file at the start.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public void Open()
    {
        lock (gate)
        {
            stamp = FileStamp.Of(file.Path);
            keys = [.. file.Read().Select(key => new LiveKey(key))];
        }
    }

    /// <summary>Finds the key of a secret, in a time that does not tell how near it was.</summary>
    /// <param name="secret">What the client sent.</param>
    /// <returns>The key; null when it is none.</returns>
    public LiveKey? Find(string secret)
    {
        Refresh();
        var hash = ApiKeySecret.Hash(secret);
        LiveKey? found = null;
        foreach (var live in Volatile.Read(ref keys))
        {
            found = CryptographicOperations.FixedTimeEquals(live.Key.Hash.Span, hash) ? live : found;
        }

        if (found is not null)
        {
            use.Note(found.Key);
        }

        return found;
    }

    /// <summary>Reads the file again when it changed. What is open with a key that is gone ends. A file that cannot be used has no keys: better nobody than anybody. After an error of reading that may pass (no descriptor free, a lock, a disk) the keys stay as they were, and the next look tries again.</summary>
    public void Refresh()
    {
        LiveKey[] gone;
        lock (gate)
        {
            var now = FileStamp.Of(file.Path);
            if (now == stamp)
            {
                return;
            }

            if (Read(now) is not { } read)
            {
                return;
            }

            (stamp, unread) = (now, null);
            var before = keys;
            keys = [.. read.Select(key => before.FirstOrDefault(live => IsSame(live.Key, key)) ?? new LiveKey(key))];
            gone = [.. before.Except(keys)];
            Log.KeysRead(logger, keys.Length, gone.Length);
        }

        foreach (var live in gone)
        {
            live.Dispose();
        }
    }

    private static bool IsSame(ApiKey one, ApiKey other) => one.Name == other.Name && one.Scopes == other.Scopes && one.Hash.Span.SequenceEqual(other.Hash.Span);

    /// <summary>The keys of the file; none when it cannot be used, null when it could not be read just now.</summary>
    private IReadOnlyList<ApiKey>? Read(FileStamp now)
    {
        try
        {
            return file.Read();
        }
        catch (ConfigurationException exception) when (exception.InnerException is IOException)
        {
            if (unread != now)
            {
                unread = now;
                Log.KeysNotReadYet(logger, exception.Message);
            }

            return null;
        }
        catch (ConfigurationException exception)
        {
            Log.KeysNotRead(logger, exception.Message);
            return [];
        }
    }
}
