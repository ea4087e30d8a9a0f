using IShowTts.Worker.Intake;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Commands;

/// <summary>Checks what attributes cannot: the names of commands in roles and aliases.</summary>
internal sealed class CommandOptionsValidator : IValidateOptions<CommandOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CommandOptions options)
    {
        var errors = new List<string>();
        foreach (var (command, role) in options.Roles)
        {
            if (!CommandNames.All.Contains(command, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add($"Commands:Roles:{command} is no command. There are: {string.Join(", ", CommandNames.All)}.");
            }

            if (!Enum.IsDefined(role))
            {
                errors.Add($"Commands:Roles:{command} is no role. Take one of: {string.Join(", ", Enum.GetNames<ViewerRole>())}.");
            }
        }

        foreach (var (alias, command) in options.Aliases)
        {
            if (alias.Length is 0 or > 25 || alias.Any(char.IsWhiteSpace))
            {
                errors.Add($"Commands:Aliases:{alias} must be one word of at most 25 characters.");
            }

            if (command.Length > 0 && CommandNames.Find(command.Split(' ')[0]) is null)
            {
                errors.Add($"Commands:Aliases:{alias} stands for \"{command}\", which is no command. Take one of: {string.Join(", ", CommandNames.All.Where(static name => CommandNames.Find(name) is not null))}, or an empty text to switch the alias off.");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
