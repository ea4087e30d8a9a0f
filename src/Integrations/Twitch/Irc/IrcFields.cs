using System.Globalization;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>What every message line says alike.</summary>
internal static class IrcFields
{
    private const int MaxExponent = 6;

    /// <summary>Adds who, where, when and which to an event.</summary>
    /// <param name="message">The event with what is its own.</param>
    /// <param name="line">The line it came from.</param>
    /// <param name="at">When it was sent.</param>
    /// <param name="viewer">Who it was; null to read it from the line.</param>
    public static MessageEvent Fill(MessageEvent message, IrcLine line, DateTimeOffset at, Viewer? viewer = null)
    {
        var id = line.Tags["id"];
        var room = line.Tags["room-id"];
        var from = line.Tags["source-room-id"];
        return message with
        {
            Id = id,
            Source = IrcEventDecoder.Source,
            Channel = line.Channel,
            At = at,
            Viewer = viewer ?? IrcViewer.Read(line),
            MessageId = id,
            SharedFrom = from.Length > 0 && from != room ? from : null,
            SharedId = line.Tags["source-id"] is { Length: > 0 } sharedId ? sharedId : null,
            IsHistorical = IrcEventDecoder.IsHistorical(line),
        };
    }

    /// <summary>Reads money told in the smallest unit.</summary>
    /// <param name="amount">How many of the smallest unit.</param>
    /// <param name="exponent">How many digits are behind the point.</param>
    /// <param name="currency">ISO 4217 code.</param>
    /// <param name="value">The amount in the main unit.</param>
    public static bool TryReadMoney(int amount, string exponent, string currency, out decimal value)
    {
        value = 0;
        if (!int.TryParse(exponent, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || digits > MaxExponent) return false;
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetter)) return false;

        value = new decimal(amount, 0, 0, isNegative: false, (byte)digits);
        return true;
    }
}
