namespace IShowTts.Worker.Filtering.Words;

/// <summary>A letter and how often it stands in a row: <c>baaad</c> is b1 a3 d1. A space is a boundary.</summary>
/// <param name="Letter">The letter, or a space.</param>
/// <param name="Count">How often.</param>
/// <param name="OpensHere">A word may begin with this run.</param>
/// <param name="ClosesHere">A word may end with this run.</param>
/// <param name="Signs">How many signs stand for letters from the start of the view up to and including this run.</param>
/// <param name="Pieces">How many pieces began up to and including this run; 0 in views of whole words.</param>
/// <param name="Bare">How many of those have no vowel.</param>
internal readonly record struct LetterRun(char Letter, int Count, bool OpensHere, bool ClosesHere, int Signs, int Pieces, int Bare)
{
    /// <summary>Runs of a pattern.</summary>
    public static LetterRun[] Of(string word)
    {
        var runs = new List<LetterRun>();
        foreach (var letter in word)
        {
            if (runs.Count > 0 && runs[^1].Letter == letter)
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else
                runs.Add(new LetterRun(letter, 1, true, true, 0, 0, 0));
        }

        return [.. runs];
    }
}
