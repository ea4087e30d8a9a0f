using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Checks the section <c>Rehearsal</c>; every error names its key and the cure.</summary>
internal sealed class RehearsalOptionsValidator : IValidateOptions<RehearsalOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RehearsalOptions options)
    {
        List<ValidationResult> ranges = [];
        Validator.TryValidateObject(options, new ValidationContext(options), ranges, validateAllProperties: true);
        var errors = ranges.Select(result => $"{RehearsalOptions.Section}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}").ToList();
        if (options.File.Length > 0 && !File.Exists(options.File) && !Directory.Exists(options.File))
            errors.Add($"Rehearsal:File: there is no file {options.File}, and no folder. Give the path of a rehearsal file or of a folder of EventSub messages; config/rehearsal.jsonl is one.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
