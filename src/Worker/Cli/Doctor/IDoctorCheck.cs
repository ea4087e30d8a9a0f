namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Looks at one thing that the worker needs.</summary>
internal interface IDoctorCheck
{
    /// <summary>What it looks at, kebab-case.</summary>
    string Name { get; }

    /// <summary>Looks. Throws nothing on a fault it knows; that is a finding.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>At least one finding.</returns>
    ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken);
}
