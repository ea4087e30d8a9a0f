using System.Text;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Recognises the same chat message again, whoever wrote it, and offers to say "times N" once. Paid messages are left alone.</summary>
/// <param name="options">For how long it is the same.</param>
/// <param name="memory">Recent messages.</param>
internal sealed class DuplicateFilter(DuplicateOptions options, FilterMemory memory) : IUtteranceFilter, IAcceptedListener
{
    private const string Rule = "Filters:Duplicates:WindowSeconds";

    private readonly StringBuilder _key = new();

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        if (!Applies(draft) || !memory.Messages.TryGet(Key(draft.Text), out var before))
            return FilterVerdict.Accept;
        if ((draft.Now - before.At).Duration() > TimeSpan.FromSeconds(options.WindowSeconds))
            return FilterVerdict.Accept;

        var again = before with { Count = before.Count + 1, At = draft.Now };
        if (!draft.IsTrial)
            memory.Messages.Set(Key(draft.Text), again);
        if (options.Action == DuplicateAction.Merge)
            draft.Merge = (before.UtteranceId, $"{before.SpokenText}, times {again.Count}");

        return FilterVerdict.Reject(ReasonCodes.Repeated, Rule, $"The same words came {again.Count} times.");
    }

    /// <inheritdoc/>
    public void Accepted(Draft draft, Utterance utterance)
    {
        if (Applies(draft))
            memory.Messages.Set(Key(draft.Text), new RecentMessage(utterance.Id, utterance.SpokenText, 1, draft.Now));
    }

    private bool Applies(Draft draft) =>
        draft is { IsPaid: false, IsPaced: true, Kind: UtteranceKind.Chat, Text.Length: > 0 } && options.Action != DuplicateAction.Allow;

    // Case, spaces and punctuation do not make another message.
    private string Key(string text)
    {
        _key.Clear();
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                _key.Append(char.ToLowerInvariant(c));
        }

        return _key.Length > 0 ? _key.ToString() : text;
    }
}
