namespace IShowTts.Integrations.Donations.SocketIo;

/// <summary>A frame of Engine.IO 3 and Socket.IO 2, as text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">What follows, without namespace and number of an acknowledgement; JSON, or anything.</param>
internal readonly record struct SocketIoFrame(SocketIoKind Kind, string Payload)
{
    /// <summary>Reads a frame; never fails.</summary>
    /// <param name="text">One message of the WebSocket.</param>
    public static SocketIoFrame Read(string text) => text switch
    {
        ['0', .. var rest] => new(SocketIoKind.Open, rest),
        ['1', ..] => new(SocketIoKind.Close, ""),
        ['2', .. var rest] => new(SocketIoKind.Ping, rest),
        ['3', .. var rest] => new(SocketIoKind.Pong, rest),
        ['4', '0', ..] => new(SocketIoKind.Connect, ""),
        ['4', '1', ..] => new(SocketIoKind.Disconnect, ""),
        ['4', '2', .. var rest] => new(SocketIoKind.Event, WithoutAddress(rest)),
        ['4', '4', ..] => new(SocketIoKind.Error, ""),
        _ => new(SocketIoKind.Other, ""),
    };

    // "/namespace,12[…]": both are optional.
    private static string WithoutAddress(string text)
    {
        var start = 0;
        if (text.StartsWith('/'))
        {
            var end = text.IndexOf(',', StringComparison.Ordinal);
            if (end < 0) return "";
            start = end + 1;
        }

        while (start < text.Length && char.IsAsciiDigit(text[start])) start++;
        return text[start..];
    }
}
