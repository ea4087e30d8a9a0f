using System.Security.Cryptography;
using System.Text;
using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Api;

/// <summary>The secret that whoever changes something must know. It lies in the data directory, readable for the owner only.</summary>
internal sealed class ApiToken
{
    private const int RandomBytes = 32;
    private const int LongestFile = 1_024;
    private readonly byte[] bytes;

    private ApiToken(string value)
    {
        Value = value;
        bytes = Encoding.ASCII.GetBytes(value);
    }

    /// <summary>The token. Never goes to a log.</summary>
    public string Value { get; }

    /// <summary>Compares in a time that does not tell how much of it was right.</summary>
    /// <param name="offered">What the client sent.</param>
    public bool Matches(string offered) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(offered), bytes);

    /// <summary>Reads the token; makes one at the first start.</summary>
    /// <param name="directory">Where it lies.</param>
    /// <exception cref="ConfigurationException">It can be read by others, is damaged, or cannot be read or written.</exception>
    public static ApiToken LoadOrCreate(DataDirectory directory)
    {
        var path = directory.TokenFile;
        try
        {
            try
            {
                return Create(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // It is there already, from an earlier start or from another process that was faster: that one counts.
                return Load(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error(path, $"cannot be read or written: {exception.Message}");
        }
    }

    /// <summary>Reads the token of a running worker, for console commands.</summary>
    /// <param name="directory">Where it lies.</param>
    /// <returns>The token, or null when there is none.</returns>
    /// <exception cref="ConfigurationException">It can be read by others, is damaged, or cannot be read.</exception>
    public static ApiToken? Find(DataDirectory directory)
    {
        try
        {
            return File.Exists(directory.TokenFile) ? Load(directory.TokenFile) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error(directory.TokenFile, $"cannot be read: {exception.Message}");
        }
    }

    private static ApiToken Create(string path)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        var options = PrivateFile.Options(FileMode.CreateNew);
        options.Share = FileShare.None;
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.ASCII.GetBytes(token + "\n"));
        stream.Flush(flushToDisk: true);
        return new ApiToken(token);
    }

    private static ApiToken Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & PrivateFile.Others) != UnixFileMode.None)
        {
            throw Error(path, $"can be read by other people of this machine, so the token is no secret any more. Delete the file (a new one is made at the next start), or: chmod 600 {path}");
        }

        if (new FileInfo(path).Length > LongestFile)
        {
            throw Error(path, "holds no token. Delete the file; a new one is made at the next start.");
        }

        var value = File.ReadAllText(path).Trim();
        return value.Length >= RandomBytes && value.All(char.IsAsciiLetterOrDigit)
            ? new ApiToken(value)
            : throw Error(path, $"holds no token of {RandomBytes} letters and digits or more. Delete the file; a new one is made at the next start.");
    }

    private static ConfigurationException Error(string path, string message) => new([new(path, "", message)]);
}
