using System.Collections.Frozen;
using System.Text;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Finds links: addresses with a scheme, <c>www.</c>, mail addresses, and bare domains with a known ending. Not "e.g.", "1.5" or "ok...sure".</summary>
internal sealed class LinkFilter : IUtteranceFilter
{
    private static readonly char[] s_dots = ['.', '。', '．', '｡'];

    private readonly LinkOptions _options;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _endings;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _endingsWithPath;
    private readonly StringBuilder _result = new();

    /// <summary>Makes one.</summary>
    /// <param name="options">What becomes of a link.</param>
    /// <param name="endings">Endings of bare domains; with a slash those that need a path.</param>
    public LinkFilter(LinkOptions options, IReadOnlyList<string> endings)
    {
        _options = options;
        _endings = endings.Where(e => !e.EndsWith('/')).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _endingsWithPath = endings.Select(e => e.TrimEnd('/')).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        if (_options.Action == LinkAction.Keep || draft.Text.AsSpan().IndexOfAny(s_dots) < 0 && !draft.Text.Contains("://", StringComparison.Ordinal))
            return FilterVerdict.Accept;

        _result.Clear();
        var found = false;
        for (var rest = draft.Text.AsSpan(); rest.Length > 0;)
        {
            var end = rest.IndexOf(' ');
            var word = end < 0 ? rest : rest[..end];
            if (IsLink(word))
            {
                found = true;
                if (_options.Action == LinkAction.Say)
                    _result.Append(_options.Word);
            }
            else
            {
                _result.Append(word);
            }

            if (end < 0)
                break;
            if (_result.Length > 0 && _result[^1] != ' ')
                _result.Append(' ');
            rest = rest[(end + 1)..];
        }

        if (!found)
            return FilterVerdict.Accept;
        if (_options.Action == LinkAction.Reject)
            return FilterVerdict.Reject(ReasonCodes.Link, "Filters:Links:Action", "It holds a link.");

        draft.Text = _result.ToString().Trim();
        return FilterVerdict.Accept;
    }

    /// <summary>Whether a word without spaces is a link.</summary>
    public bool IsLink(ReadOnlySpan<char> word)
    {
        word = word.Trim("()[]{}<>\"'*,;:!?…").TrimEnd(s_dots);
        var scheme = word.IndexOf("://");
        if (scheme > 0 && scheme + 3 < word.Length)
            return true;

        var pathAt = word.IndexOfAny("/?#:");
        var host = pathAt < 0 ? word : word[..pathAt];
        var hasPath = pathAt >= 0 && pathAt + 1 < word.Length;
        host = host[(host.LastIndexOf('@') + 1)..];
        if (host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && host.Length > 6)
            return true;

        return IsDomain(host, hasPath);
    }

    private bool IsDomain(ReadOnlySpan<char> host, bool hasPath)
    {
        var lastDot = host.LastIndexOfAny(s_dots);
        if (lastDot < 1 || lastDot + 1 >= host.Length)
            return false;

        var ending = host[(lastDot + 1)..];
        var isAddress = hasPath && IsNumeric(host);
        if (!isAddress && !(hasPath ? _endingsWithPath : _endings).Contains(ending) && !ending.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
            return false;

        var labelStart = 0;
        for (var i = 0; i <= lastDot; i++)
        {
            if (i == lastDot || s_dots.AsSpan().Contains(host[i]))
            {
                if (i == labelStart)
                    return false;
                labelStart = i + 1;
            }
            else if (!char.IsLetterOrDigit(host[i]) && host[i] is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }

    // 192.0.2.7/x: four numbers.
    private static bool IsNumeric(ReadOnlySpan<char> host) => System.Net.IPAddress.TryParse(host, out _) && host.Count('.') == 3;
}
