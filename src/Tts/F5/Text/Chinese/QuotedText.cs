namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Reads the quoted strings of a source file or JSON one after the other, with what stands before each.</summary>
/// <param name="text">The file.</param>
internal ref struct QuotedText(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>What stands between the string before and this one.</summary>
    public ReadOnlySpan<char> Before { get; private set; }

    /// <summary>The string, without its quotes. Escapes are not resolved: these files have none.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>What stands behind the string.</summary>
    public readonly ReadOnlySpan<char> Rest => _rest;

    /// <summary>Goes to the next string.</summary>
    /// <returns>False when there is none, or it does not end.</returns>
    public bool Next()
    {
        var start = _rest.IndexOf('"');
        var length = start < 0 ? -1 : _rest[(start + 1)..].IndexOf('"');
        if (length < 0)
            return false;
        Before = _rest[..start];
        Value = _rest.Slice(start + 1, length);
        _rest = _rest[(start + length + 2)..];
        return true;
    }
}
