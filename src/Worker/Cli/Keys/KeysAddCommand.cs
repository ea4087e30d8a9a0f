using System.CommandLine;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli.Keys;

/// <summary><c>ishowtts keys add NAME --scope SCOPES</c></summary>
internal static class KeysAddCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var name = new Argument<string>("name") { Description = "What the key is for, such as \"stream deck\"; the audit log names it" };
        var scope = new Option<string[]>("--scope")
        {
            Description = "What it may do: speak, control or admin (several with commas), or read; or overlay, for OBS",
            HelpName = "SCOPES",
            Required = true,
        };
        var command = new Command("add", "Make a key and show its secret, once") { name, scope, json };
        command.SetAction(result =>
        {
            var text = string.Join(',', result.GetRequiredValue(scope));
            if (FindScopeError(text, out var scopes) is { } scopeError)
            {
                return context.Fail(scopeError, ExitCodes.Misused);
            }

            return ApiKeyRules.FindNameError(result.GetRequiredValue(name)) is { } nameError
                ? context.Fail(nameError, ExitCodes.Misused)
                : Add(context, CommonOptions.ReadSettings(result), result.GetRequiredValue(name), scopes, result.GetValue(json));
        });
        return command;
    }

    private static int Add(CommandContext context, WorkerHostSettings settings, string name, ApiScope scopes, bool asJson)
    {
        var directory = ConfigurationLocations.PrepareDataDirectory(settings.DataDirectory);
        var secret = ApiKeySecret.Generate();
        var key = new ApiKey(name, ApiKeySecret.Hash(secret), scopes, context.Time.GetUtcNow());
        new ApiKeyFile(directory).Add(key);
        var url = key.IsOverlay ? $"{WorkerAddress.Find(directory, settings)}{SecretsInAddress.OverlayPath}?{SecretsInAddress.OverlayKey}={secret}" : null;
        if (asJson)
        {
            context.WriteJson(new NewKeyReport(name, ApiScopes.Names(scopes), secret, url), CliJsonContext.Readable.NewKeyReport);
            return ExitCodes.Done;
        }

        context.WriteLine(url ?? secret);
        context.Say(url is null
            ? "Programs send it with the header Authorization: Bearer KEY. It is shown once and kept nowhere; a running worker takes it at once."
            : "Put this address into a browser source of OBS. It is shown once and kept nowhere; a running worker takes it at once.");
        return ExitCodes.Done;
    }

    private static string? FindScopeError(string text, out ApiScope scopes)
    {
        scopes = ApiScope.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Kebab.TryParse<ApiScope>(word, out var scope) || scope == ApiScope.None)
            {
                return $"There is no scope '{word}'. There are: {string.Join(", ", ApiScopes.Names(ApiScopes.All))}.";
            }

            scopes |= scope;
        }

        return ApiKeyRules.FindScopeError(scopes);
    }
}
