namespace IShowTts.Worker.Commands;

/// <summary>Whether words that a viewer chose may be said on the stream.</summary>
internal interface IWordCheck
{
    /// <summary>They may be said.</summary>
    /// <param name="text">What a viewer typed.</param>
    bool MaySay(string text);
}
