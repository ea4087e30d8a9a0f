using System.Diagnostics.CodeAnalysis;
using System.Text;
using IShowTts.Integrations.AudioDevice.Pulse;

namespace IShowTts.Integrations.Playback;

/// <summary>What a user writes for a sink, understood.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Argument">Device name, path, or name of the overlay or of the Discord channel in lower case; empty for the null sink and the overlay without a name.</param>
internal sealed record SinkSpec(SinkKind Kind, string Argument)
{
    /// <summary>Longest name of an overlay or of a Discord channel, letters.</summary>
    public const int MaxName = 32;

    private const int MaxLength = 1_000;
    private const string Examples = "Examples: device:ishowtts (the virtual device), device:NAME (see: ishowtts devices), wav:recording.wav, overlay (the browser source), discord:NAME (a key of Discord:Channels), null.";

    /// <summary>Understands a text.</summary>
    /// <param name="text">For example <c>device:ishowtts</c>.</param>
    /// <param name="spec">The meaning.</param>
    /// <param name="error">What is wrong with it, with examples.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SinkSpec? spec, [NotNullWhen(false)] out string? error)
    {
        spec = null;
        error = null;
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length > MaxLength || trimmed.Any(char.IsControl))
        {
            error = $"A sink is one line of at most {MaxLength} characters. {Examples}";
            return false;
        }

        var colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        var kind = (colon < 0 ? trimmed : trimmed[..colon]).ToUpperInvariant();
        var argument = colon < 0 ? "" : trimmed[(colon + 1)..].Trim();
        var name = Ascii.IsValid(argument) ? argument.ToLowerInvariant() : "";
        spec = kind switch
        {
            "DEVICE" when colon < 0 => new SinkSpec(SinkKind.Device, PulseDevices.OwnName),
            "DEVICE" when argument.Length > 0 => new SinkSpec(SinkKind.Device, argument),
            "WAV" when argument.Length > 0 => new SinkSpec(SinkKind.Wav, argument),
            "NULL" when colon < 0 => new SinkSpec(SinkKind.Null, ""),
            "OVERLAY" when colon < 0 => new SinkSpec(SinkKind.Overlay, ""),
            "OVERLAY" when IsName(name) => new SinkSpec(SinkKind.Overlay, name),
            "DISCORD" when IsName(name) => new SinkSpec(SinkKind.Discord, name),
            _ => null,
        };
        error = spec is not null ? null
            : kind == "OVERLAY" ? $"'{trimmed}' is no sink: the name of an overlay is 1 to {MaxName} of the letters a to z, digits, - and _. {Examples}"
            : kind == "DISCORD" ? $"'{trimmed}' is no sink: discord: and a key of Discord:Channels, 1 to {MaxName} of the letters a to z, digits, - and _. {Examples}"
            : $"'{trimmed}' is no sink. {Examples}";
        return spec is not null;
    }

    /// <summary>Whether a text can name an overlay or a Discord channel.</summary>
    /// <param name="name">1 to <see cref="MaxName"/> of a to z, digits, - and _.</param>
    public static bool IsName(string name)
        => name.Length is > 0 and <= MaxName && name.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');
}
