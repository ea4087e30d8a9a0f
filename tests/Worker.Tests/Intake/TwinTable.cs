using IShowTts.Integrations.Rehearsal;
using IShowTts.TestKit;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>The table of twins as raw messages: <c>fixtures/twins.txt</c>.</summary>
internal static class TwinTable
{
    /// <summary>Every row.</summary>
    public static IReadOnlyList<(string Name, string[] Messages, string[] Spoken)> Rows { get; } = Read();

    /// <summary>Orders to try: all of them while they are few, else so many by chance.</summary>
    public static IEnumerable<string[]> OrdersOf(string[] messages)
    {
        const int Few = 4;
        const int Chances = 60;
        return messages.Length <= Few
            ? Permutations(messages)
            : Enumerable.Range(1, Chances).Select(seed => Shuffled(messages, seed)).Prepend(messages);
    }

    /// <summary>The messages as a rehearsal would read them.</summary>
    public static async Task<IReadOnlyList<RehearsalLine>> DecodeAsync(IEnumerable<string> messages)
    {
        using var text = new StringReader(string.Join('\n', messages));
        var lines = new List<RehearsalLine>();
        await foreach (var line in RehearsalReader.ReadAsync(text, new RehearsalOptions(), CancellationToken.None))
        {
            line.Result.Code.ShouldNotBe(IShowTts.Integrations.Events.DecodeCodes.Malformed, line.Result.Detail);
            lines.Add(line);
        }

        return lines;
    }

    private static List<(string Name, string[] Messages, string[] Spoken)> Read()
    {
        var path = Path.Combine(SharedData.RepositoryRoot, "tests", "Worker.Tests", "Intake", "fixtures", "twins.txt");
        var rows = new List<(string, string[], string[])>();
        var (name, messages) = ("", new List<string>());
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith("= ", StringComparison.Ordinal))
                (name, messages) = (line[2..], []);
            else if (line.StartsWith("=> ", StringComparison.Ordinal))
                rows.Add((name, [.. messages], line[3..].Split(" | ")));
            else
                messages.Add(line);
        }

        return rows;
    }

    private static IEnumerable<string[]> Permutations(string[] all)
    {
        if (all.Length <= 1)
        {
            yield return all;
            yield break;
        }

        for (var first = 0; first < all.Length; first++)
        {
            foreach (var rest in Permutations([.. all[..first], .. all[(first + 1)..]]))
                yield return [all[first], .. rest];
        }
    }

    private static string[] Shuffled(string[] all, int seed)
    {
        var shuffled = all.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
