namespace IShowTts.Worker.Models;

/// <summary>A licence of weights.</summary>
/// <param name="Name">SPDX name.</param>
/// <param name="CommercialUse">Whether money may be made with it.</param>
/// <param name="Text">Address of its text.</param>
internal sealed record ModelLicence(string Name, bool CommercialUse, string Text)
{
    /// <summary>What it means for a stream, in a sentence or two.</summary>
    public string Meaning => CommercialUse
        ? "Streams that earn money may use it; keep its notices if you pass the files on."
        : "Not for commercial use. A stream with subscriptions, bits, advertising, sponsors or paid messages earns money, so speaking with these weights there "
            + "needs the licensor's permission. Without money in it, name the authors. This is no legal advice.";
}
