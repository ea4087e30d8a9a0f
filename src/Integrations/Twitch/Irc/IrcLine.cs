using System.Diagnostics.CodeAnalysis;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>One line of Twitch's IRC: <c>[@tags SP] [:prefix SP] COMMAND {SP middle} [SP :trailing]</c>.</summary>
internal sealed class IrcLine
{
    private const int MaxParameters = 15;

    private IrcLine(IrcTags tags, string prefix, string command, List<string> parameters)
    {
        Tags = tags;
        Prefix = prefix;
        Command = command;
        Parameters = parameters;
    }

    /// <summary>The tags; empty when the line has none.</summary>
    public IrcTags Tags { get; }

    /// <summary>Who sent it, without the colon: a server, or <c>nick!user@host</c>; empty when missing.</summary>
    public string Prefix { get; }

    /// <summary>The command in upper case, or three digits.</summary>
    public string Command { get; }

    /// <summary>The parameters, the trailing one last and without its colon.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The channel's lower-case login without <c>#</c>; empty when the first parameter is no channel.</summary>
    public string Channel => Parameters is [['#', ..] channel, ..] ? channel[1..].ToLowerInvariant() : "";

    /// <summary>The words: the second parameter, with or without a colon before it; null when there is none.</summary>
    public string? Text => Parameters.Count > 1 ? Parameters[1] : null;

    /// <summary>The sender's lower-case login; empty when a server sent it.</summary>
    public string Nick
    {
        get
        {
            var end = Prefix.IndexOf('!', StringComparison.Ordinal);
            if (end >= 0) return Prefix[..end].ToLowerInvariant();
            return Prefix.Contains('.', StringComparison.Ordinal) ? "" : Prefix.ToLowerInvariant();
        }
    }

    /// <summary>Reads a line. Never throws; linear in the line's length.</summary>
    /// <param name="raw">The line, with or without its end.</param>
    /// <param name="line">The line that was read.</param>
    /// <param name="error">What is wrong, for people; empty when it was read.</param>
    public static bool TryParse(string raw, [NotNullWhen(true)] out IrcLine? line, out string error)
    {
        line = null;
        error = "";
        var end = raw.AsSpan().TrimEnd("\r\n\0").Length;
        var at = SkipSpaces(raw, 0, end);
        var tags = IrcTags.Empty;
        if (at < end && raw[at] == '@')
        {
            var stop = WordEnd(raw, at, end);
            tags = IrcTags.Parse(raw, at + 1, stop);
            at = SkipSpaces(raw, stop, end);
        }

        var prefix = "";
        if (at < end && raw[at] == ':')
        {
            var stop = WordEnd(raw, at, end);
            prefix = raw[(at + 1)..stop];
            at = SkipSpaces(raw, stop, end);
        }

        var commandEnd = WordEnd(raw, at, end);
        var command = raw[at..commandEnd];
        if (!IsCommand(command))
        {
            error = command.Length == 0 ? "the line has no command" : "the command is neither a word nor three digits";
            return false;
        }

        line = new IrcLine(tags, prefix, command.ToUpperInvariant(), ReadParameters(raw, commandEnd, end));
        return true;
    }

    private static List<string> ReadParameters(string raw, int at, int end)
    {
        List<string> parameters = [];
        for (at = SkipSpaces(raw, at, end); at < end; at = SkipSpaces(raw, at, end))
        {
            if (raw[at] == ':' || parameters.Count == MaxParameters - 1)
            {
                parameters.Add(raw[(raw[at] == ':' ? at + 1 : at)..end]);
                break;
            }

            var stop = WordEnd(raw, at, end);
            parameters.Add(raw[at..stop]);
            at = stop;
        }

        return parameters;
    }

    private static bool IsCommand(string word)
    {
        if (word.Length == 3 && word.All(char.IsAsciiDigit)) return true;
        return word.Length is > 0 and <= 32 && word.All(char.IsAsciiLetter);
    }

    private static int SkipSpaces(string raw, int at, int end)
    {
        while (at < end && raw[at] == ' ') at++;
        return at;
    }

    private static int WordEnd(string raw, int at, int end)
    {
        var length = raw.AsSpan(at, end - at).IndexOf(' ');
        return length < 0 ? end : at + length;
    }
}
