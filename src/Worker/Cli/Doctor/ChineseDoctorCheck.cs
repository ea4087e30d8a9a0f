namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Whether the dictionary is there without which cloned voices read no Chinese. It is optional, so a missing one is no fault.</summary>
/// <param name="installed">Gives its folder; null when it is not installed.</param>
internal sealed class ChineseDoctorCheck(Func<string?> installed) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "chinese";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken) => new(installed() is { } folder
        ? Finding.Ok(Name, $"The Chinese dictionary of cloned voices is in {folder}.")
        : [new Finding(Name, FindingLevel.Ok, "The Chinese dictionary is not installed: cloned voices leave Chinese to the next voice.", "./run.sh setup --chinese, if chat writes Chinese.")]);
}
