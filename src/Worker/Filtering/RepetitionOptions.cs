using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

/// <summary>Section <c>Filters:Repetition</c>.</summary>
internal sealed class RepetitionOptions
{
    /// <summary>Most times one letter or sign stands in a row. Default 3.</summary>
    [Range(1, 100)]
    public int MaxLetters { get; set; } = 3;

    /// <summary>Most times a word, or a group of up to four words, stands in a row. Default 3.</summary>
    [Range(1, 100)]
    public int MaxWords { get; set; } = 3;

    /// <summary>A message of which more than this many percent are repetition is not spoken, reason <c>repetition</c>. Default 0: no such limit.</summary>
    [Range(0, 99)]
    public int RejectAbovePercent { get; set; }
}
