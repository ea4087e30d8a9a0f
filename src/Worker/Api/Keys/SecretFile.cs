using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Reads files of the data directory that nobody else may read or write.</summary>
internal static class SecretFile
{
    /// <summary>Reads one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">Most bytes that are read.</param>
    /// <param name="cure">What to do when others can read it.</param>
    /// <returns>Its bytes; null when it is not there.</returns>
    /// <exception cref="ConfigurationException">Others can read it, it is too long, or it cannot be read.</exception>
    public static byte[]? Read(string path, int longest, string cure)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & PrivateFile.Others) != UnixFileMode.None)
            {
                throw Error(path, $"can be read or written by other people of this machine. {cure}");
            }

            if (file.Length > longest)
            {
                throw Error(path, $"is longer than {longest} bytes, so it is not what the worker wrote. {cure}");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error(path, $"cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>An error of a file.</summary>
    public static ConfigurationException Error(string path, string message, Exception? cause = null) => new([new(path, "", message)], cause);
}
