using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IShowTts.TestKit.Discord;

/// <summary>A server certificate for this machine, of <see cref="LoopbackAuthority"/>; @discordjs/voice speaks TLS only.</summary>
/// <param name="Certificate">PEM.</param>
/// <param name="Key">Its key, PEM.</param>
internal sealed record LoopbackCertificate(string Certificate, string Key)
{
    /// <summary>Makes one, valid for half a day around now.</summary>
    public static LoopbackCertificate Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // server authentication
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = (byte)((serial[0] & 0x7F) | 1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(LoopbackAuthority.Certificate, now.AddHours(-12), now.AddHours(12), serial);
        return new LoopbackCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
