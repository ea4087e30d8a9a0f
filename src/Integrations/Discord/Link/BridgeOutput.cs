using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>Puts what the bridge writes into our log: no token, short lines, not too many. Any thread.</summary>
/// <param name="token">The bot's token, which must not be shown.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where to.</param>
internal sealed class BridgeOutput(string token, TimeProvider clock, ILogger logger)
{
    /// <summary>Longest line, characters.</summary>
    public const int MaxLine = 500;

    /// <summary>Most lines in <see cref="Window"/>.</summary>
    public const int MaxLines = 100;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly Lock gate = new();
    private long windowStart = clock.GetTimestamp();
    private int inWindow;
    private string lastError = "";

    /// <summary>The last line that it wrote as an error; empty when there was none.</summary>
    public string LastError
    {
        get
        {
            lock (gate)
            {
                return lastError;
            }
        }
    }

    /// <summary>Logs a line.</summary>
    /// <param name="level">How important the bridge says it is: <c>debug</c>, <c>info</c>, <c>warning</c>, <c>error</c>.</param>
    /// <param name="text">The line.</param>
    public void Write(string? level, string? text)
    {
        var line = Clean(text);
        if (line.Length == 0)
        {
            return;
        }

        bool isLast;
        lock (gate)
        {
            if (level == "error")
            {
                lastError = line;
            }

            if (clock.GetElapsedTime(windowStart) >= Window)
            {
                windowStart = clock.GetTimestamp();
                inWindow = 0;
            }

            inWindow++;
            if (inWindow > MaxLines)
            {
                return;
            }

            isLast = inWindow == MaxLines;
        }

        if (level is "warning" or "error")
        {
            Log.BridgeWarned(logger, line);
        }
        else
        {
            Log.BridgeSaid(logger, line);
        }

        if (isLast)
        {
            Log.BridgeSaysTooMuch(logger, MaxLines);
        }
    }

    /// <summary>Makes a text of the bridge fit to be shown: without the token and control characters, cut.</summary>
    /// <param name="text">Anything.</param>
    public string Clean(string? text)
    {
        var clean = (text ?? "").Trim();
        if (token.Length > 0)
        {
            clean = clean.Replace(token, "[token]", StringComparison.Ordinal);
        }

        clean = clean.Length > MaxLine ? string.Concat(clean.AsSpan(0, MaxLine), "…") : clean;
        return clean.Any(char.IsControl) ? new string([.. clean.Select(static letter => char.IsControl(letter) ? ' ' : letter)]) : clean;
    }
}
