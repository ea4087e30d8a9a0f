namespace IShowTts.Worker.Cli.Bench;

/// <summary>The texts of a benchmark: our own, of the kinds that a stream's chat brings, or a file's.</summary>
internal static class BenchTexts
{
    /// <summary>Most texts that a file may hold.</summary>
    public const int MostTexts = 200;

    private const int LongestText = 2_000;

    /// <summary>Our own sentences.</summary>
    public static IReadOnlyList<BenchText> Own { get; } =
    [
        new("short", "Thanks for the follow!"),
        new("short", "That was such a lucky shot."),
        new("medium", "Hello from the other side of the world, I have been watching since the very first stream and I still laugh every time."),
        new("medium", "If you take the left path behind the waterfall there is a hidden chest, but please save before you open it."),
        new("long",
            "Last weekend my brother and I tried to beat the final boss together, and after four hours we finally understood that the shield only breaks "
            + "when both players stand on the stones at the same time. We were so tired that we forgot to save, the power went out, and everything was gone. "
            + "So on Sunday we did it all again, this time with snacks, and it took us only forty minutes. Keep going, you are closer than you think!"),
        new("technical", "My setup has thirty two gigabytes of memory, a twelve core processor at four point five gigahertz, and the encoder drops frames above six thousand kilobits."),
        new("technical", "Set the sample rate to forty eight kilohertz, lower the buffer to two hundred fifty six, and restart the capture device."),
        new("emotional", "Oh no, no, no! Why would you jump there? I can't watch this, my heart is racing!"),
        new("emotional", "I just wanted to say that your streams got me through a really hard year. Thank you, truly, from the bottom of my heart."),
    ];

    /// <summary>Reads texts from a file: one per line, <c>class: text</c>; blank lines and lines that begin with # are left out.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">A line is wrong; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<BenchText> Read(string path)
    {
        var texts = new List<BenchText>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var text = colon > 0 ? line[(colon + 1)..].Trim() : "";
            if (colon is < 1 or > 40 || text.Length is 0 or > LongestText)
            {
                throw new FormatException($"{path}, line {number}: write 'class: text', for example 'short: Hello there.' (a text has at most {LongestText} characters).");
            }

            if (texts.Count == MostTexts)
            {
                throw new FormatException($"{path} has more than {MostTexts} texts. Use fewer.");
            }

            texts.Add(new BenchText(line[..colon].Trim(), text));
        }

        return texts.Count > 0 ? texts : throw new FormatException($"{path} has no text. Write lines 'class: text'.");
    }
}
