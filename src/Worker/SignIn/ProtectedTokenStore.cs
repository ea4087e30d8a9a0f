using System.Security.Cryptography;
using System.Text.Json;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace IShowTts.Worker.SignIn;

/// <summary>Keeps the tokens of the sign-in in a file of the data directory, encrypted (ASP.NET Data Protection; its keys lie in the folder <c>keys</c> beside it).</summary>
/// <remarks>File and keys are readable for their owner only. A write goes to a file beside it that then takes its place, so a crash leaves the old or the new one.</remarks>
internal sealed class ProtectedTokenStore : ITwitchTokenStore, IDisposable
{
    private const string Purpose = "twitch-sign-in.v1";
    private const int LongestFile = 64 * 1024;
    private const string Again = "Sign in again: ishowtts twitch login";

    private readonly DataDirectory _directory;
    private readonly FileMutex _mutex;
    private readonly Lock _gate = new();
    private IDataProtector? _protector;

    /// <summary>Makes one; nothing is read or written yet.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="clock">Paces the wait for another process.</param>
    public ProtectedTokenStore(DataDirectory directory, TimeProvider clock)
    {
        _directory = directory;
        _mutex = new FileMutex(directory.TwitchLockFile, clock);
    }

    /// <inheritdoc/>
    public ValueTask<TwitchTokens?> ReadAsync(CancellationToken cancellationToken) => Guard(() =>
    {
        var path = _directory.TwitchTokenFile;
        var sealedBytes = ReadFile(path);
        if (sealedBytes is null) return null;

        var bytes = Unprotect(sealedBytes);
        try
        {
            return JsonSerializer.Deserialize(bytes, SignInJsonContext.Default.StoredTokens)?.ToTokens()
                ?? throw new TwitchTokenStoreException($"{path} is of another version of ishowtts. {Again}");
        }
        catch (JsonException)
        {
            // Without the inner exception: its message may show a piece of what is in there.
            throw new TwitchTokenStoreException($"{path} holds no sign-in. {Again}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    });

    /// <inheritdoc/>
    public async ValueTask WriteAsync(TwitchTokens tokens, CancellationToken cancellationToken) => await Guard<object?>(() =>
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(StoredTokens.Of(tokens), SignInJsonContext.Default.StoredTokens);
        PrivateFile.Replace(_directory.TwitchTokenFile, Protector(isStale: false).Protect(bytes));
        CryptographicOperations.ZeroMemory(bytes);
        return null;
    });

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(CancellationToken cancellationToken) => await Guard<object?>(() =>
    {
        if (Directory.Exists(_directory.Root)) File.Delete(_directory.TwitchTokenFile);
        return null;
    });

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await Guard<object?>(() =>
        {
            PrivateFile.MakeFolder(_directory.Root);
            return null;
        });
        return await _mutex.LockAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _mutex.Dispose();

    private static byte[]? ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & PrivateFile.Others) != UnixFileMode.None)
                throw new TwitchTokenStoreException($"{path} can be read by other people of this machine. chmod 600 {path}, and better sign in again: ishowtts twitch login");
            if (file.Length > LongestFile) throw new TwitchTokenStoreException($"{path} holds no sign-in. {Again}");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private byte[] Unprotect(byte[] sealedBytes)
    {
        try
        {
            try
            {
                return Protector(isStale: false).Unprotect(sealedBytes);
            }
            catch (CryptographicException)
            {
                // Another process may have made a new key since ours were read.
                return Protector(isStale: true).Unprotect(sealedBytes);
            }
        }
        catch (CryptographicException exception)
        {
            throw new TwitchTokenStoreException(
                $"{_directory.TwitchTokenFile} cannot be decrypted: it is damaged, or does not belong to the keys in {_directory.KeysFolder}. {Again}", exception);
        }
    }

    private IDataProtector Protector(bool isStale)
    {
        lock (_gate)
        {
            if (_protector is not null && !isStale) return _protector;
            PrivateFile.MakeFolder(_directory.Root);
            PrivateFile.MakeFolder(_directory.KeysFolder);
            return _protector = DataProtectionProvider
                .Create(new DirectoryInfo(_directory.KeysFolder), static builder => builder.SetApplicationName("ishowtts"))
                .CreateProtector(Purpose);
        }
    }

    /// <summary>Makes every trouble with files one that names the file and the cure.</summary>
    private ValueTask<T> Guard<T>(Func<T> work)
    {
        try
        {
            return ValueTask.FromResult(work());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return ValueTask.FromException<T>(new TwitchTokenStoreException(
                $"{_directory.TwitchTokenFile} cannot be read or written: {exception.Message} Give this user the right to it and room on the disk, or name another folder with --data-dir.",
                exception));
        }
        catch (TwitchTokenStoreException exception)
        {
            return ValueTask.FromException<T>(exception);
        }
    }
}
