using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Voices;

/// <summary>Reads the voices file at start, so that a typo in it is found then and not on stream.</summary>
internal sealed class VoiceOptionsValidator : IValidateOptions<VoiceOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, VoiceOptions options)
    {
        if (options.File.Length == 0)
        {
            return ValidateOptionsResult.Success;
        }

        var (voices, errors) = VoiceFile.Read(VoiceFile.Locate(options.File));
        if (errors.Count == 0 && !options.Default.Contains(':', StringComparison.Ordinal) && !Has(voices, options.Default) && !Has(UploadedVoiceFile.Read(options.UploadsFolder).Voices, options.Default))
        {
            errors = [$"Voices:Default is {options.Default}, which is neither in {options.File} nor uploaded. Name one of its voices, or write engine:voice, for example espeak:en-us+f3."];
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool Has(IReadOnlyList<Voice> voices, string name) => voices.Any(voice => voice.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
