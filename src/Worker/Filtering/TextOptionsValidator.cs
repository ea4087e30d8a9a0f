using IShowTts.Tts.Text;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Filtering;

/// <summary>Checks replacement patterns. All errors at once.</summary>
internal sealed class TextOptionsValidator : IValidateOptions<TextOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TextOptions options)
    {
        ReplacementList.Create(options.Replacements, out var errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
