using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Playback;

/// <summary>Tells every mistake in section Outputs at once.</summary>
internal sealed class OutputOptionsValidator : IValidateOptions<OutputOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OutputOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var errors = results.Select(result => $"{OutputOptions.Section}:{string.Join(',', result.MemberNames)}: {result.ErrorMessage}").ToList();
        for (var i = 0; i < options.Sinks.Count; i++)
        {
            if (!SinkSpec.TryParse(options.Sinks[i], out var spec, out var error))
            {
                errors.Add($"{OutputOptions.Section}:Sinks:{i}: {error}");
            }
            else if (options.Sinks.Take(i).Any(earlier => SinkSpec.TryParse(earlier, out var other, out _) && other == spec))
            {
                errors.Add($"{OutputOptions.Section}:Sinks:{i}: '{options.Sinks[i]}' is there twice; remove one.");
            }
        }

        for (var i = 0; i < options.GainsDb.Count; i++)
        {
            if (!(options.GainsDb[i] is >= -60 and <= 12))
            {
                errors.Add($"{OutputOptions.Section}:GainsDb:{i}: {options.GainsDb[i]} is outside -60 to 12 dB.");
            }
        }

        if (options.GainsDb.Count > options.EffectiveSinks.Count)
        {
            errors.Add($"{OutputOptions.Section}:GainsDb: {options.GainsDb.Count} gains for {options.EffectiveSinks.Count} sinks; remove what is too much.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
