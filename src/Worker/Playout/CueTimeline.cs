namespace IShowTts.Worker.Playout;

/// <summary>Says when each word of a cue is heard. An estimate: engines tell only how far they came after each part (ADR 0080). Thread safe.</summary>
/// <remarks>
/// Between two anchors (so many characters are spoken after so many samples) words share the time by their length. Behind the last anchor
/// the pace so far goes on, or, before there is any, that of ordinary speech.
/// </remarks>
/// <param name="text">What is said.</param>
internal sealed class CueTimeline(string text)
{
    /// <summary>Samples for a character where nothing is known: 15 characters a second.</summary>
    private const double UsualPace = 48_000 / 15.0;

    private const int MaxWords = 1_000;
    private const int MaxAnchors = 500;
    private readonly Lock gate = new();
    private readonly List<(int Characters, int Samples)> anchors = [(0, 0)];
    private int version;

    /// <summary>Grows when <see cref="Words"/> would answer differently.</summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>Notes how far the text is spoken. What is not ahead of the last note is ignored.</summary>
    /// <param name="characters">UTF-16 units from the start of the text whose audio is there.</param>
    /// <param name="samples">Samples there are.</param>
    public void Add(int characters, int samples)
    {
        lock (gate)
        {
            var (lastCharacters, lastSamples) = anchors[^1];
            if (characters > lastCharacters && samples >= lastSamples && anchors.Count < MaxAnchors)
            {
                anchors.Add((Math.Min(characters, text.Length), samples));
                version++;
            }
        }
    }

    /// <summary>Notes that all of the text is spoken.</summary>
    /// <param name="samples">Samples there are.</param>
    public void Complete(int samples)
    {
        lock (gate)
        {
            if (anchors[^1].Characters >= text.Length)
            {
                anchors.RemoveAt(anchors.Count - 1);
            }

            anchors.Add((text.Length, Math.Max(samples, anchors.Count > 0 ? anchors[^1].Samples : 0)));
            version++;
        }
    }

    /// <summary>All words with their times, as they are known now.</summary>
    public IReadOnlyList<WordTiming> Words()
    {
        (int Characters, int Samples)[] known;
        lock (gate)
        {
            known = [.. anchors];
        }

        var words = WordSegments.Of(text, MaxWords);
        var lengths = new SpokenLengths(words);
        var pace = known[^1].Characters > 0 ? Math.Max(1, known[^1].Samples / Math.Max(1, lengths.At(known[^1].Characters))) : UsualPace;
        return [.. words.Select(word => new WordTiming(word.Start, word.End, SampleAt(word.Start, known, lengths, pace), SampleAt(word.End, known, lengths, pace)))];
    }

    private static int SampleAt(int character, (int Characters, int Samples)[] known, SpokenLengths lengths, double pace)
    {
        var after = Array.FindIndex(known, anchor => anchor.Characters >= character);
        var length = lengths.At(character);
        if (after < 0)
        {
            return Whole(known[^1].Samples + ((length - lengths.At(known[^1].Characters)) * pace));
        }

        if (after == 0)
        {
            return 0;
        }

        var (fromCharacters, fromSamples) = known[after - 1];
        var from = lengths.At(fromCharacters);
        var span = lengths.At(known[after].Characters) - from;
        return span <= 0 ? fromSamples : Whole(fromSamples + ((length - from) / span * (known[after].Samples - fromSamples)));
    }

    private static int Whole(double samples) => (int)Math.Min(int.MaxValue, Math.Round(samples));
}
