using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>What is fixed for a kind of event, with its options and parsed templates. Immutable.</summary>
/// <param name="Key">Configuration key, for example <c>Intake:Cheer</c>.</param>
/// <param name="Kind">Kind of the utterance.</param>
/// <param name="Options">Its options.</param>
/// <param name="IsPaid">Paid for with money, bits or points.</param>
/// <param name="Priority">Place in the queue.</param>
/// <param name="Templates">The user's sentences; empty for the built-in ones.</param>
internal sealed record KindRule(
    string Key, UtteranceKind Kind, KindSettings Options, bool IsPaid, int Priority, IReadOnlyList<WeightedTemplate> Templates)
{
    /// <summary>Chooses a sentence; the same number always gives the same one.</summary>
    /// <param name="number">Any number; all 32 bits should vary.</param>
    /// <returns>Null when there are only the built-in ones.</returns>
    public Template? Choose(uint number)
    {
        if (Templates.Count == 0)
            return null;

        var point = number / (uint.MaxValue + 1.0) * Templates.Sum(t => t.Weight);
        foreach (var weighted in Templates)
        {
            point -= weighted.Weight;
            if (point < 0)
                return weighted.Template;
        }

        return Templates[^1].Template;
    }
}

/// <summary>A sentence and how often it is chosen.</summary>
/// <param name="Template">The sentence.</param>
/// <param name="Weight">Above 0.</param>
internal sealed record WeightedTemplate(Template Template, double Weight);
