using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using IShowTts.Integrations.Donations.Webhooks;
using IShowTts.Worker.Webhooks;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts webhooks secret</c></summary>
internal static class WebhooksCommand
{
    private const int PathTokenBytes = 24;

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context) => new("webhooks", "Set up donations that services send to this worker")
    {
        BuildSecret(context),
    };

    private static Command BuildSecret(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "Id of the sender, the last part of its address /hooks/ID", DefaultValueFactory = _ => "my-shop" };
        var kofi = new Option<bool>("--kofi") { Description = "Make the secret path for Ko-fi instead" };
        var command = new Command("secret", "Print a new secret once, with the lines for the configuration") { id, kofi };
        command.SetAction(result =>
        {
            var name = result.GetRequiredValue(id);
            if (!result.GetValue(kofi) && !WebhookOptionsValidator.IsId(name))
            {
                return context.Fail($"{name} is no id: use 1 to 40 small letters, digits, - and _.", ExitCodes.Misused);
            }

            context.WriteLine(result.GetValue(kofi) ? KofiLines() : SourceLines(name));
            context.Say("This is shown once and kept nowhere. docs/donations.md tells how to go on.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string SourceLines(string id) =>
        $$"""
        "Webhooks": {
          "Enabled": true,
          "Sources": { "{{id}}": { "Secrets": [ "{{WebhookSecret.Generate()}}" ] } }
        }
        """;

    private static string KofiLines() =>
        $$"""
        "Webhooks": {
          "Enabled": true,
          "Kofi": { "Enabled": true, "PathToken": "{{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PathTokenBytes))}}", "VerificationToken": "FROM ko-fi.com/manage/webhooks" }
        }
        """;
}
