using System.Collections.Frozen;
using IShowTts.Worker.Filtering.Words;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Filter options and word lists, checked and compiled; a reload makes a new one.</summary>
/// <param name="Pipeline">The filters in their fixed order.</param>
/// <param name="Matcher">Blocked words, for names and titles; null when words are not blocked.</param>
/// <param name="Lists">The word lists.</param>
/// <param name="Options">The options.</param>
internal sealed record FilterRules(FilterPipeline Pipeline, BlockedWordMatcher? Matcher, WordLists Lists, FilterOptions Options)
{
    /// <summary>Compiles.</summary>
    /// <param name="options">What the user wrote; not changed by anybody afterwards.</param>
    /// <param name="lists">The word lists.</param>
    /// <param name="memory">What the filters remember.</param>
    /// <param name="errors">Gets one sentence for each mistake, naming the key.</param>
    public static FilterRules Create(FilterOptions options, WordLists lists, FilterMemory memory, List<string> errors)
    {
        foreach (var name in options.Scripts.Readable.Except(ScriptFilter.Names, StringComparer.OrdinalIgnoreCase))
            errors.Add($"Filters:Scripts:Readable: {name} is not known; use {string.Join(", ", ScriptFilter.Names)}.");

        var matcher = options.BlockedWords.Enabled ? CreateMatcher(options, lists, errors) : null;
        var filters = new List<IUtteranceFilter>
        {
            new EmoteFilter(options.Emotes, lists.EmoteWords.ToFrozenSet(StringComparer.Ordinal)),
            new CharacterFilter(),
            new LinkFilter(options.Links, lists.LinkEndings),
            new EmojiFilter(options.Emoji, lists.EmojiNames),
        };
        if (matcher is not null)
            filters.Add(new BlockedWordFilter(options.BlockedWords, matcher));
        filters.AddRange(
        [
            new ScriptFilter(options.Scripts),
            new RepetitionFilter(options.Repetition),
            new LengthFilter(options.Length),
            new EmptyFilter(NeedsWords),
            new DuplicateFilter(options.Duplicates, memory),
            new CooldownFilter(options.Cooldown, memory),
        ]);
        return new FilterRules(new FilterPipeline(filters), matcher, lists, options);
    }

    // Alerts are said without words, too; so is a reward that was redeemed without any.
    private static bool NeedsWords(Draft draft) =>
        draft.Kind is UtteranceKind.Chat or UtteranceKind.Manual or UtteranceKind.Announcement
        || (draft.Kind == UtteranceKind.Redemption && draft.Message.Text.Length > 0);

    private static BlockedWordMatcher CreateMatcher(FilterOptions options, WordLists lists, List<string> errors)
    {
        var file = Path.GetFileName(options.ListsFile);
        var blocked = options.BlockedWords.Words.Select((w, i) => ($"Filters:BlockedWords:Words:{i}", w));
        if (options.BlockedWords.UseList)
            blocked = blocked.Concat(lists.BlockedWords.Select((w, i) => ($"{file}: blockedWords:{i}", w)));
        var allowed = options.BlockedWords.Allowed.Select((w, i) => ($"Filters:BlockedWords:Allowed:{i}", w))
            .Concat(lists.AllowedWords.Select((w, i) => ($"{file}: allowedWords:{i}", w)));
        var folder = new TextFolder(lists.Lookalikes);
        return new BlockedWordMatcher(WordSet.Parse(blocked, allowed, folder, errors), folder);
    }
}
