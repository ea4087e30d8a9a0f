using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>The configuration is valid.</summary>
/// <param name="file">The file that was read; null for none.</param>
/// <param name="errors">Everything that is wrong with it.</param>
internal sealed class ConfigurationDoctorCheck(string? file, IReadOnlyList<ConfigurationError> errors) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "configuration";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken) => new(
        errors.Count == 0
            ? Finding.Ok(Name, file is null ? "No file; every key has its default." : $"{file} is valid.")
            : [.. errors.Select(error => new Finding(Name, FindingLevel.Error, error.ToString(), "Correct the key; docs/configuration.md lists all keys. The other checks used the defaults."))]);
}
