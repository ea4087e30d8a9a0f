using IShowTts.Tts.Text;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Filtering.Words;

namespace IShowTts.Worker.Intake;

/// <summary>Everything the composer decides by, checked and compiled from the sections <c>Intake</c>, <c>Filters</c> and <c>Text</c>.</summary>
/// <param name="Intake">Who is spoken for what.</param>
/// <param name="Filters">What is taken out, what is not spoken.</param>
/// <param name="Text">How it is said.</param>
/// <param name="Names">How names are said.</param>
internal sealed record ComposerRules(IntakeRules Intake, FilterRules Filters, TextNormalizer Text, SpeakerNames Names)
{
    /// <summary>Compiles.</summary>
    /// <param name="intake">Section <c>Intake</c>.</param>
    /// <param name="filters">Section <c>Filters</c>.</param>
    /// <param name="text">Section <c>Text</c>.</param>
    /// <param name="memory">What the filters remember.</param>
    /// <param name="errors">One sentence for each mistake, naming the key; empty when all is well.</param>
    public static ComposerRules? Create(IntakeOptions intake, FilterOptions filters, TextOptions text, FilterMemory memory, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        errors = found;
        WordLists lists;
        try
        {
            lists = WordLists.Load(filters.ListsFile);
        }
        catch (InvalidOperationException mistake)
        {
            found.Add(mistake.Message);
            return null;
        }

        var intakeRules = IntakeRules.Create(intake, lists.KnownBots, out var intakeErrors);
        var filterRules = FilterRules.Create(filters, lists, memory, found);
        var replacements = ReplacementList.Create(text.Replacements, out var textErrors);
        found.AddRange(intakeErrors);
        found.AddRange(textErrors);
        return found.Count > 0
            ? null
            : new ComposerRules(intakeRules, filterRules, new TextNormalizer(text, replacements, lists.Shorthand), new SpeakerNames(intake, filterRules.Matcher));
    }
}
