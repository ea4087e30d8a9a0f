using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Redemptions;

/// <summary>Rules that one attribute cannot say.</summary>
internal sealed class SettlementOptionsValidator : IValidateOptions<SettlementOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SettlementOptions options)
    {
        var errors = new List<string>();
        if (!options.ReplyText.Contains("%name%", StringComparison.Ordinal))
        {
            errors.Add($"{SettlementOptions.Section}:{nameof(SettlementOptions.ReplyText)} needs %name%, so that the viewer is addressed.");
        }

        if (options.ReplyText.Any(char.IsControl) || options.ReplyText.StartsWith('/') || options.ReplyText.StartsWith('.'))
        {
            errors.Add($"{SettlementOptions.Section}:{nameof(SettlementOptions.ReplyText)} must be one line and no chat command; begin it with a letter or @.");
        }

        if (options.RetryMaxSeconds < options.RetryMinSeconds)
        {
            errors.Add($"{SettlementOptions.Section}:{nameof(SettlementOptions.RetryMaxSeconds)} must not be less than {nameof(SettlementOptions.RetryMinSeconds)}.");
        }

        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }
}
