using System.Text;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Cuts a stream of bytes into lines, however it is split into frames. Holds at most one line; a longer one is skipped to its end.</summary>
/// <param name="maxLineBytes">Longest line, in bytes.</param>
internal sealed class IrcLineFramer(int maxLineBytes = IrcLineFramer.DefaultMaxLineBytes)
{
    /// <summary>Far above what Twitch sends: 8 KiB of tags and 500 characters.</summary>
    internal const int DefaultMaxLineBytes = 32 * 1024;

    private readonly byte[] _line = new byte[maxLineBytes];
    private int _length;
    private bool _isSkipping;

    /// <summary>Lines that were too long and were skipped.</summary>
    public int OverlongLines { get; private set; }

    /// <summary>Takes bytes and gives the lines that are complete, without their ends; empty ones are left out.</summary>
    /// <param name="bytes">UTF-8, cut anywhere; what is no UTF-8 becomes U+FFFD.</param>
    /// <param name="lines">Where lines are added.</param>
    public void Append(ReadOnlySpan<byte> bytes, List<string> lines)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            Keep(part);
            if (end < 0) continue;

            var line = _line.AsSpan(0, _length).Trim("\r\0 "u8);
            if (!_isSkipping && line.Length > 0) lines.Add(Encoding.UTF8.GetString(line));
            (_length, _isSkipping) = (0, false);
        }
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_isSkipping) return;
        if (part.Length > _line.Length - _length)
        {
            OverlongLines++;
            (_length, _isSkipping) = (0, true);
            return;
        }

        part.CopyTo(_line.AsSpan(_length));
        _length += part.Length;
    }
}
