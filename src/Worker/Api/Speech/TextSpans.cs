namespace IShowTts.Worker.Api.Speech;

/// <summary>
/// Which part of a text each piece of its audio says: whole words, in order, without gap or overlap. The engine's word counts where it tells how far it came;
/// in between the words are dealt out at the rate so far, which is an estimate.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="speed">Rate of the speech as a factor of ordinary speech.</param>
internal sealed class TextSpans(string text, double speed)
{
    private const double OrdinaryCharactersPerSecond = 15;
    private const char FirstIdeograph = '\u2E80';
    private double rate = OrdinaryCharactersPerSecond * speed;
    private double heardSeconds;
    private double toldAtSeconds;
    private int told;
    private int at;

    /// <summary>The part that the next piece says; may be empty.</summary>
    /// <param name="duration">Playing time of the piece.</param>
    /// <param name="spokenBefore">Characters the engine said were spoken before it.</param>
    public (int Start, int End) Next(TimeSpan duration, int spokenBefore)
    {
        if (spokenBefore > told)
        {
            told = Math.Min(spokenBefore, text.Length);
            toldAtSeconds = heardSeconds;
            rate = heardSeconds > 0 ? told / heardSeconds : rate;
        }

        heardSeconds += duration.TotalSeconds;
        var estimate = told + (rate * (heardSeconds - toldAtSeconds));
        return Take(Math.Max(told, WordEndBefore((int)Math.Min(estimate, text.Length))));
    }

    /// <summary>What is left.</summary>
    public (int Start, int End) Rest() => Take(text.Length);

    private (int Start, int End) Take(int end)
    {
        var start = at;
        at = Math.Max(at, end);
        return (start, at);
    }

    /// <summary>The end of the last word that ends at or before a place. Scripts without spaces are parted between any two characters.</summary>
    private int WordEndBefore(int place)
    {
        while (place > 0 && place < text.Length && !IsBorder(text[place]))
        {
            place--;
        }

        return place;
    }

    private static bool IsBorder(char next) => char.IsWhiteSpace(next) || (next >= FirstIdeograph && !char.IsLowSurrogate(next));
}
