using IShowTts.Integrations.Events;
using IShowTts.Tts.Text;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Filtering.Words;

namespace IShowTts.Worker.Intake;

/// <summary>Says who wrote it: never a blocked word, never nothing.</summary>
/// <param name="options">Fallback and longest name.</param>
/// <param name="matcher">Blocked words; null when words are not blocked.</param>
internal sealed class SpeakerNames(IntakeOptions options, BlockedWordMatcher? matcher)
{
    private const int Remembered = 2_000;

    private readonly BoundedMap<string> _names = new(Remembered);

    /// <summary>The nickname, or the name made sayable.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="choice">What was chosen for the viewer.</param>
    public string Say(Viewer viewer, ViewerChoice choice)
    {
        if (viewer.IsAnonymous)
            return options.NameFallback;
        if (string.IsNullOrWhiteSpace(choice.Nickname))
            return Say(viewer.DisplayName, DiscordViewers.Bare(viewer.Login));

        var nickname = CharacterFilter.Clean(choice.Nickname);
        return nickname.Length > 0 && !IsBlocked(nickname) ? TextCut.AtWord(nickname, options.MaxNameCharacters) : options.NameFallback;
    }

    /// <summary>A name made sayable.</summary>
    /// <param name="name">The name to show.</param>
    /// <param name="login">Said when the name cannot be.</param>
    public string Say(string name, string login)
    {
        var key = $"{name}\n{login}";
        if (_names.TryGet(key, out var known))
            return known;

        var sayable = Sayable(name, login);
        _names.Set(key, sayable);
        return sayable;
    }

    private string Sayable(string name, string login)
    {
        if (IsBlocked(name) || IsBlocked(login))
            return options.NameFallback;

        var isForeign = options.SayLoginForOtherScripts && HasLetter(name) && !HasLatinLetter(name) && HasLatinLetter(login);
        foreach (var candidate in (ReadOnlySpan<string>)(isForeign ? [login, name] : [name, login]))
        {
            var spoken = NameSpeller.Speak(CharacterFilter.Clean(candidate));
            if (!spoken.Any(char.IsLetterOrDigit))
                continue;

            return IsBlocked(spoken) ? options.NameFallback : TextCut.AtWord(spoken, options.MaxNameCharacters);
        }

        return options.NameFallback;
    }

    private static bool HasLetter(string name) => name.Any(char.IsLetter);

    // Basic Latin to Latin Extended-B, and Latin Extended Additional.
    private static bool HasLatinLetter(string name) => name.Any(c => char.IsLetter(c) && c is <= '\u024F' or (>= '\u1E00' and <= '\u1EFF'));

    private bool IsBlocked(string name) => matcher?.Find(name, isName: true) is not null;
}
