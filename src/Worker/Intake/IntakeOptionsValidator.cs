using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Intake;

/// <summary>What ranges cannot say: templates, currencies, nested ranges. All errors at once.</summary>
internal sealed class IntakeOptionsValidator : IValidateOptions<IntakeOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        IntakeRules.Create(options, [], out var errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
