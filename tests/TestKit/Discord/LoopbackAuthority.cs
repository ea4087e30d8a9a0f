using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IShowTts.TestKit.Discord;

/// <summary>A throw-away certificate authority, one for each test process: Node takes an authority from its environment only (<c>NODE_EXTRA_CA_CERTS</c>), and that is the process's.</summary>
internal static class LoopbackAuthority
{
    private static readonly Lazy<X509Certificate2> s_certificate = new(Create);

    /// <summary>Its certificate with its key.</summary>
    public static X509Certificate2 Certificate => s_certificate.Value;

    /// <summary>Its certificate, PEM; processes that are started from here on know it.</summary>
    public static string File { get; } = Path.Combine(Path.GetTempPath(), $"ishowtts-loopback-{Environment.ProcessId}-{Guid.NewGuid():N}.pem");

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=iShowTTS loopback authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        System.IO.File.WriteAllText(File, certificate.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => System.IO.File.Delete(File);
        Environment.SetEnvironmentVariable("NODE_EXTRA_CA_CERTS", File);
        return certificate;
    }
}
