using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;

namespace IShowTts.Worker.Intake;

/// <summary>Says who wrote it.</summary>
/// <param name="options">Fallback and longest name.</param>
internal sealed class SpeakerNames(IntakeOptions options)
{
    /// <summary>The nickname, or the name made sayable.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="choice">What was chosen for the viewer.</param>
    public string Say(Viewer viewer, ViewerChoice choice)
    {
        if (!string.IsNullOrWhiteSpace(choice.Nickname))
            return TextCut.AtWord(choice.Nickname.Trim(), options.MaxNameCharacters);

        return viewer.IsAnonymous ? options.NameFallback : Say(viewer.DisplayName, viewer.Login);
    }

    /// <summary>A name made sayable.</summary>
    /// <param name="name">The name to show.</param>
    /// <param name="login">Said when the name cannot be.</param>
    public string Say(string name, string login)
    {
        var sayable = name.Any(char.IsLetterOrDigit) ? name : login;
        return sayable.Length == 0 ? options.NameFallback : TextCut.AtWord(sayable, options.MaxNameCharacters);
    }
}
