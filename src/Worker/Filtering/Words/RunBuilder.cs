namespace IShowTts.Worker.Filtering.Words;

/// <summary>Builds one view of a text as letter runs. Reused.</summary>
internal sealed class RunBuilder
{
    private int _signs;
    private int _pieces;
    private int _bare;
    private bool _opens = true;

    /// <summary>The runs so far.</summary>
    public List<LetterRun> Runs { get; } = [];

    /// <summary>Starts again.</summary>
    public void Clear()
    {
        Runs.Clear();
        (_signs, _pieces, _bare, _opens) = (0, 0, 0, true);
    }

    /// <summary>Begins a piece: a word may begin here.</summary>
    /// <param name="isBare">It has no vowel.</param>
    public void BeginPiece(bool isBare)
    {
        Close();
        _opens = true;
        _pieces++;
        _bare += isBare ? 1 : 0;
    }

    /// <summary>A word may end before what follows.</summary>
    public void Close()
    {
        if (Runs.Count > 0)
            Runs[^1] = Runs[^1] with { ClosesHere = true };
    }

    /// <summary>A boundary that nothing crosses.</summary>
    public void Space()
    {
        if (Runs.Count > 0 && Runs[^1].Letter != ' ')
        {
            Close();
            Runs.Add(new LetterRun(' ', 1, true, true, _signs, _pieces, _bare));
        }

        _opens = true;
    }

    /// <summary>A letter.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="isSign">It was a sign that stands for it.</param>
    public void Letter(char letter, bool isSign)
    {
        _signs += isSign ? 1 : 0;
        if (Runs.Count > 0 && Runs[^1].Letter == letter)
        {
            var last = Runs[^1];
            Runs[^1] = last with { Count = last.Count + 1, ClosesHere = false, Signs = _signs, Pieces = _pieces, Bare = _bare };
        }
        else
        {
            Runs.Add(new LetterRun(letter, 1, _opens, false, _signs, _pieces, _bare));
        }

        _opens = false;
    }

    /// <summary>The next letter may begin a word.</summary>
    public void Open() => _opens = true;
}
