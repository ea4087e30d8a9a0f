using IShowTts.Integrations.Discord;
using IShowTts.Worker.Intake;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>Checks the ids and roles of <c>Discord:Commands:Roles</c>.</summary>
internal sealed class DiscordCommandOptionsValidator : IValidateOptions<DiscordCommandOptions>
{
    private const int MaxRoles = 100;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DiscordCommandOptions options)
    {
        var errors = new List<string>();
        if (options.Roles.Count > MaxRoles)
        {
            errors.Add($"Discord:Commands:Roles holds {options.Roles.Count}; at most {MaxRoles} are possible. Keep the roles whose members steer.");
        }

        foreach (var (id, role) in options.Roles)
        {
            var key = $"Discord:Commands:Roles:{(id.Length <= 24 ? id : id[..24] + "…")}";
            if (!DiscordId.IsValid(id))
            {
                errors.Add($"{key} is no id of a role. {DiscordId.Rule}");
            }

            if (!Enum.IsDefined(role))
            {
                errors.Add($"{key} is no role. Take one of: {string.Join(", ", Enum.GetNames<ViewerRole>())}.");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
