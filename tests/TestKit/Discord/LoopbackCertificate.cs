using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IShowTts.TestKit.Discord;

/// <summary>A throw-away authority and a server certificate of it for this machine; @discordjs/voice speaks TLS only.</summary>
/// <param name="Authority">The authority's certificate, PEM; what <c>NODE_EXTRA_CA_CERTS</c> names.</param>
/// <param name="Certificate">The server's certificate, PEM.</param>
/// <param name="Key">The server's key, PEM.</param>
internal sealed record LoopbackCertificate(string Authority, string Certificate, string Key)
{
    /// <summary>Makes both, valid for a day around now.</summary>
    public static LoopbackCertificate Create()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=iShowTTS loopback authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // server authentication
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = (byte)((serial[0] & 0x7F) | 1);
        using var certificate = request.Create(authority, now.AddHours(-12), now.AddHours(12), serial);
        return new LoopbackCertificate(authority.ExportCertificatePem(), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
