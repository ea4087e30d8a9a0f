namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Every named voice has an engine that has it.</summary>
/// <param name="check">Asks the engines; gives what is wrong.</param>
internal sealed class VoicesDoctorCheck(Func<CancellationToken, ValueTask<IReadOnlyList<string>>> check) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "voices";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var problems = await check(cancellationToken);
        return problems.Count == 0
            ? Finding.Ok(Name, "Every named voice can speak.")
            : [.. problems.Select(problem => new Finding(Name, FindingLevel.Error, problem, "Correct the voice in the voices file (Voices:File)."))];
    }
}
