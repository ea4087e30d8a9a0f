using System.ComponentModel.DataAnnotations;

namespace IShowTts.Integrations.Donations;

/// <summary>What the options of every donation service have.</summary>
public abstract class DonationSettings
{
    /// <summary>Seconds that each step of connecting may take: looking up, opening, being let in. Default 15.</summary>
    [Range(0.1, 120)]
    public double HandshakeSeconds { get; set; } = 15;

    /// <summary>Seconds of the first wait before a new attempt; later ones double, all with jitter. Default 1.</summary>
    [Range(0.001, 60)]
    public double ReconnectMinSeconds { get; set; } = 1;

    /// <summary>Longest wait before a new attempt, in seconds. Default 60.</summary>
    [Range(0.001, 600)]
    public double ReconnectMaxSeconds { get; set; } = 60;

    /// <summary>Donations that wait for the worker; a full buffer is back-pressure on the service. Default 100.</summary>
    [Range(1, 10_000)]
    public int EventBuffer { get; set; } = 100;

    /// <summary><see cref="HandshakeSeconds"/>.</summary>
    internal TimeSpan Handshake => TimeSpan.FromSeconds(HandshakeSeconds);
}
