using System.Security.Cryptography;
using System.Text.Json;
using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Api.Keys;

/// <summary><c>sessions.json</c> of the data directory: hashes only, readable for the owner only, so that a restart signs nobody out.</summary>
internal sealed class SessionFile(DataDirectory directory, ApiToken token, ILogger<SessionFile> logger)
{
    private const int LongestFile = 64 * 1024;

    /// <summary>The sessions of this token. A file that cannot be used means that people sign in again.</summary>
    public IReadOnlyList<StoredSession> Read()
    {
        try
        {
            var bytes = SecretFile.Read(directory.SessionsFile, LongestFile, "Delete it; dashboards sign in again.");
            var stored = bytes is null ? null : JsonSerializer.Deserialize(bytes, KeysJsonContext.Default.StoredSessions);
            return stored?.Token == TokenHash() ? [.. stored.Sessions.Where(IsSound)] : [];
        }
        catch (Exception exception) when (exception is ConfigurationException or JsonException)
        {
            // Without the words of a JSON error: they may show a piece of what is in there.
            Log.SessionsNotRead(logger, directory.SessionsFile, exception is ConfigurationException ? exception.Message : "it is damaged");
            return [];
        }
    }

    /// <summary>Writes them. What cannot be written is logged: it counts until the worker restarts.</summary>
    /// <param name="sessions">All sessions.</param>
    public void Write(IEnumerable<StoredSession> sessions)
    {
        try
        {
            PrivateFile.Replace(directory.SessionsFile, JsonSerializer.SerializeToUtf8Bytes(new StoredSessions(TokenHash(), [.. sessions]), KeysJsonContext.Default.StoredSessions));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.SessionsNotWritten(logger, directory.SessionsFile, exception.Message);
        }
    }

    private static bool IsSound(StoredSession? session) => session?.Sha256 is { Length: SHA256.HashSizeInBytes * 2 } hash && hash.All(char.IsAsciiHexDigit);

    private string TokenHash() => Convert.ToHexStringLower(ApiKeySecret.Hash("sessions of " + token.Value));
}
