using System.Security.Cryptography;
using System.Text.Json;
using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Api.Keys;

/// <summary><c>keys.json</c> of the data directory: hashes only, readable for the owner only. Console commands change it; the worker only reads it.</summary>
internal sealed class ApiKeyFile(DataDirectory directory)
{
    private const int LongestFile = 256 * 1024;

    /// <summary>The file.</summary>
    public string Path => directory.ApiKeysFile;

    /// <summary>All keys, oldest first.</summary>
    /// <exception cref="ConfigurationException">Others can read the file, it is damaged, or it cannot be read.</exception>
    public IReadOnlyList<ApiKey> Read()
    {
        if (SecretFile.Read(Path, LongestFile, $"If nobody else changed it: chmod 600 {Path}. Else delete it and make the keys again.") is not { } bytes)
        {
            return [];
        }

        StoredKeys? stored;
        try
        {
            stored = JsonSerializer.Deserialize(bytes, KeysJsonContext.Default.StoredKeys);
        }
        catch (JsonException exception)
        {
            throw SecretFile.Error(Path, $"is damaged (line {exception.LineNumber + 1}). Delete it and make the keys again: ishowtts keys add NAME --scope SCOPES.");
        }

        if (stored is not { Version: StoredKeys.CurrentVersion } || stored.Keys.Count > ApiKeyRules.MaxKeys || stored.Keys.Any(key => key is null))
        {
            throw SecretFile.Error(Path, $"is of another version of ishowtts or does not hold 0 to {ApiKeyRules.MaxKeys} keys. Delete it and make the keys again.");
        }

        ApiKey[] keys = [.. stored.Keys.Select(Convert)];
        return keys.DistinctBy(key => key.Name, StringComparer.OrdinalIgnoreCase).Count() == keys.Length
            ? keys
            : throw SecretFile.Error(Path, "holds two keys of one name. Remove one of them.");
    }

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="ConfigurationException">There is one of this name, there are too many, or the file cannot be used.</exception>
    public void Add(ApiKey key) => Change(keys =>
    {
        if (keys.FirstOrDefault(other => other.Name.Equals(key.Name, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            throw SecretFile.Error(Path, $"has a key '{same.Name}' already. Choose another name, or revoke that one: ishowtts keys revoke \"{same.Name}\"");
        }

        return keys.Count < ApiKeyRules.MaxKeys
            ? [.. keys, key]
            : throw SecretFile.Error(Path, $"holds {ApiKeyRules.MaxKeys} keys, which is the most. Revoke one that is not used: ishowtts keys list");
    });

    /// <summary>Removes a key.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>False when there is none of this name.</returns>
    /// <exception cref="ConfigurationException">The file cannot be used.</exception>
    public bool Revoke(string name)
    {
        var isThere = false;
        Change(keys =>
        {
            ApiKey[] left = [.. keys.Where(key => !key.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
            isThere = left.Length < keys.Count;
            return left;
        });
        return isThere;
    }

    private void Change(Func<IReadOnlyList<ApiKey>, IReadOnlyList<ApiKey>> change)
    {
        try
        {
            var options = PrivateFile.Options(FileMode.OpenOrCreate);
            options.Share = FileShare.None;
            using var held = Hold(options);
            var keys = change(Read());
            var stored = new StoredKeys(StoredKeys.CurrentVersion, [.. keys.Select(key => new StoredKey(key.Name, System.Convert.ToHexStringLower(key.Hash.Span), ApiScopes.Names(key.Scopes), key.CreatedAt))]);
            PrivateFile.Replace(Path, JsonSerializer.SerializeToUtf8Bytes(stored, KeysJsonContext.Default.StoredKeys));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SecretFile.Error(Path, $"cannot be written: {exception.Message} Give this user the right to it, or name another folder with --data-dir.");
        }
    }

    private FileStream Hold(FileStreamOptions options)
    {
        try
        {
            return new FileStream(directory.ApiKeysLockFile, options);
        }
        catch (IOException exception)
        {
            throw SecretFile.Error(directory.ApiKeysLockFile, $"is held by another ishowtts that changes the keys now, or cannot be made ({exception.Message}). Try again.");
        }
    }

    private ApiKey Convert(StoredKey stored)
    {
        var scopes = ApiScope.None;
        foreach (var name in stored.Scopes)
        {
            scopes |= Kebab.TryParse<ApiScope>(name, out var scope) && scope != ApiScope.None ? scope : throw SecretFile.Error(Path, $"names the scope '{name}', which this version does not know.");
        }

        if (ApiKeyRules.FindNameError(stored.Name) is { } nameError)
        {
            throw SecretFile.Error(Path, $"holds a key whose name is not allowed. {nameError}");
        }

        if (ApiKeyRules.FindScopeError(scopes) is { } scopeError)
        {
            throw SecretFile.Error(Path, $"holds the key '{stored.Name}' with scopes that are not allowed. {scopeError}");
        }

        var hash = stored.Sha256.Length == SHA256.HashSizeInBytes * 2 && stored.Sha256.All(char.IsAsciiHexDigit)
            ? System.Convert.FromHexString(stored.Sha256)
            : throw SecretFile.Error(Path, $"holds the key '{stored.Name}' without the hash of its secret. Revoke it and make it again.");
        return new ApiKey(stored.Name, hash, scopes, stored.CreatedAt);
    }
}
