using IShowTts.Tts.Onnx;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>ONNX Runtime is there, and where models run; why a faster place is not used.</summary>
/// <param name="examine">Looks at the machine.</param>
/// <param name="wanted">The provider that the configuration names.</param>
internal sealed class OnnxDoctorCheck(Func<OnnxReport> examine, OnnxProvider wanted) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "onnx";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var report = examine();
        if (report.Provider is not { } provider)
        {
            return new(Finding.Error(Name, report.Problem, wanted == OnnxProvider.Auto ? "eng/setup.sh, then build again." : "Mend it, or set Tts:Onnx:Provider to Auto."));
        }

        var threads = provider == OnnxProvider.Cpu ? $" ({report.Threads} threads)" : "";
        var found = new List<Finding> { new(Name, FindingLevel.Ok, $"ONNX Runtime {report.Version} runs models on {provider}{threads}.") };
        // A machine without a GPU is well; what is missing is told without alarm.
        found.AddRange(report.PassedOver.Select(fault => new Finding(
            Name, FindingLevel.Ok, $"{fault.Provider} is not used: {fault.Reason}", fault.Cure.Length > 0 ? fault.Cure : null)));
        return new(found);
    }
}
