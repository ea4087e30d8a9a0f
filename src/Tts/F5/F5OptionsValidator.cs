using Microsoft.Extensions.Options;

namespace IShowTts.Tts.F5;

/// <summary>What ranges alone cannot say.</summary>
internal sealed class F5OptionsValidator : IValidateOptions<F5Options>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, F5Options options)
    {
        var errors = new List<string>();
        if (options.GuidanceTo < options.GuidanceFrom)
        {
            errors.Add(FormattableString.Invariant(
                $"{F5Options.Section}:GuidanceTo is {options.GuidanceTo}, before GuidanceFrom ({options.GuidanceFrom}). Make it as large or larger; CfgStrength 0 switches guidance off."));
        }

        if (options.FirstChunkSeconds > options.MaxChunkSeconds)
        {
            errors.Add(FormattableString.Invariant(
                $"{F5Options.Section}:FirstChunkSeconds is {options.FirstChunkSeconds}, more than MaxChunkSeconds ({options.MaxChunkSeconds}). Make it smaller."));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
