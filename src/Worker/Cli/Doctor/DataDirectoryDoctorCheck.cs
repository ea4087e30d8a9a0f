using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>The data directory can be written, is not open to others, and its token and keys are secrets.</summary>
internal sealed class DataDirectoryDoctorCheck(DataDirectory directory) : IDoctorCheck
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    /// <inheritdoc/>
    public string Name => "data-directory";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory.Root))
        {
            return new(File.Exists(directory.Root)
                ? Finding.Error(Name, $"{directory.Root} is a file.", "Name another folder with --data-dir.")
                : Finding.Ok(Name, $"{directory.Root} is made at the first start."));
        }

        try
        {
            var probe = Path.Combine(directory.Root, $".doctor-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            ApiToken.Find(directory);
            new ApiKeyFile(directory).Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(Finding.Error(Name, $"{directory.Root} cannot be written: {exception.Message}", "Give yourself the right to write there, or name another folder with --data-dir."));
        }
        catch (ConfigurationException exception)
        {
            return new([.. exception.Errors.Select(error => new Finding(Name, FindingLevel.Error, $"{error.Origin} {error.Message}", $"rm {error.Origin}"))]);
        }

        return new(!OperatingSystem.IsWindows() && (File.GetUnixFileMode(directory.Root) & Others) != UnixFileMode.None
            ? Finding.Warning(Name, $"{directory.Root} is open to other people of this machine.", $"chmod 700 {directory.Root}")
            : Finding.Ok(Name, $"{directory.Root} can be written."));
    }
}
