namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Changes tones that meet within a word, as pypinyin does it, which is simpler than people do it: third tones, then 不, then 一.</summary>
internal static class ToneSandhi
{
    /// <summary>Changes the syllables of one word in place.</summary>
    /// <param name="word">Its characters.</param>
    /// <param name="syllables">As <see cref="PinyinSpelling"/> spells them, one for each character.</param>
    public static void Apply(ReadOnlySpan<char> word, Span<string> syllables)
    {
        ThirdTones(syllables);
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == '不')
                syllables[i] = BeforeNext(syllables, i, atEnd: '4');
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == '一')
                syllables[i] = BeforeNext(syllables, i, atEnd: '1');
        }
    }

    // k third tones at the end of the word: of two, the word's first third tone rises; of more, its first k − 1.
    private static void ThirdTones(Span<string> syllables)
    {
        var last = 0;
        foreach (var syllable in syllables)
            last = syllable.EndsWith('3') ? last + 1 : 0;
        var changes = last - 1;
        for (var i = 0; i < syllables.Length && changes > 0; i++)
        {
            if (!syllables[i].EndsWith('3'))
                continue;
            syllables[i] = WithTone(syllables[i], '2');
            changes--;
        }
    }

    // Before a fourth tone only a fourth tone changes, to the second; before others it becomes the fourth.
    private static string BeforeNext(ReadOnlySpan<string> syllables, int at, char atEnd)
    {
        var syllable = syllables[at];
        if (at == syllables.Length - 1)
            return WithTone(syllable, atEnd);
        if (!syllables[at + 1].EndsWith('4'))
            return WithTone(syllable, '4');
        return syllable.EndsWith('4') ? WithTone(syllable, '2') : syllable;
    }

    private static string WithTone(string syllable, char tone) =>
        syllable.Length > 0 && char.IsAsciiDigit(syllable[^1]) && syllable[^1] != tone ? string.Concat(syllable.AsSpan(0, syllable.Length - 1), [tone]) : syllable;
}
