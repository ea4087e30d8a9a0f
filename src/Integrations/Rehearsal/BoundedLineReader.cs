using System.Text;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Reads lines and never holds more than one of the longest length.</summary>
/// <param name="text">Where they come from.</param>
/// <param name="maxLength">Longest line, in characters.</param>
internal sealed class BoundedLineReader(TextReader text, int maxLength)
{
    private readonly char[] _buffer = new char[4096];
    private int _at;
    private int _count;

    /// <summary>Number of the current line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The current line without its end; null when it was too long.</summary>
    public string? Current { get; private set; }

    /// <summary>Goes to the next line; false at the end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var isTooLong = false;
        var hasAny = false;
        while (_at < _count || await FillAsync(cancellationToken))
        {
            hasAny = true;
            var end = _buffer.AsSpan(_at, _count - _at).IndexOf('\n');
            var length = end < 0 ? _count - _at : end;
            isTooLong |= line.Length + length > maxLength;
            if (!isTooLong) line.Append(_buffer, _at, length);
            _at += end < 0 ? length : length + 1;
            if (end >= 0) break;
        }

        if (!hasAny) return false;
        Number++;
        Current = isTooLong ? null : line.ToString().TrimEnd('\r');
        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _at = 0;
        _count = await text.ReadAsync(_buffer.AsMemory(), cancellationToken);
        return _count > 0;
    }
}
