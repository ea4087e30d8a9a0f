using System.Text;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Unicode works: without ICU, blocked words in disguise are not seen.</summary>
/// <param name="normalize">NFKC of a text.</param>
internal sealed class IcuDoctorCheck(Func<string, string> normalize) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "unicode";

    /// <summary>NFKC by the platform.</summary>
    public static string Platform(string text) => text.Normalize(NormalizationForm.FormKC);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken) => new(
        normalize("ｆｕｌｌ ﬁ") == "full fi"
            ? Finding.Ok(Name, "ICU is there.")
            : Finding.Error(Name, "Unicode normalisation does nothing: ICU is missing or switched off.", "apt-get install libicu72 (or the version of your system), and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."));
}
