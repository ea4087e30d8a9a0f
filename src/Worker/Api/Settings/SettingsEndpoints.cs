using System.Text.Json;
using System.Text.Json.Nodes;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Hosting.Configuration;
using Microsoft.AspNetCore.Mvc;

namespace IShowTts.Worker.Api.Settings;

/// <summary>The configuration: shown with where each value comes from, and changed through the overrides file.</summary>
internal static class SettingsEndpoints
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Maps <c>/api/settings</c>.</summary>
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/settings", static ([FromServices] WorkerConfiguration configuration) =>
            TypedResults.Json(new SettingsBody(SettingBody.All(configuration)), ApiJsonContext.Default.SettingsBody)).RequireScope(ApiScope.Read).Gives<SettingsBody>();
        routes.MapPatch("/api/settings", ChangeAsync).RequireScope(ApiScope.Admin).Takes<Dictionary<string, JsonNode>>().Gives<SettingsBody>();
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, [FromServices] IConfigurationOverrides overrides, [FromServices] WorkerConfiguration configuration, CancellationToken cancellationToken)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Problems.MediaType().ToResult();
        }

        if (await ReadAsync(context.Request, cancellationToken) is not { } changes)
        {
            return Problems.InvalidBody("The body must be one JSON object of keys and values: {\"Queue:Capacity\": 100, \"Queue:HistoryDays\": null}; null takes an override back. No key may be there twice.").ToResult();
        }

        if (FindRefused(context, changes) is { Length: > 0 } refused)
        {
            return Problems.SettingsInvalid(refused).ToResult();
        }

        try
        {
            var result = await overrides.ApplyAsync(changes, ApiActor.Of(context), cancellationToken);
            if (result.Errors.Count > 0)
            {
                return Problems.SettingsInvalid([.. result.Errors.Select(static error => new ErrorBody(error.Key.Length > 0 ? error.Key : null, error.Key.Length > 0 ? error.Message : error.ToString()))]).ToResult();
            }

            var keys = SettingBody.All(configuration).Where(setting => result.Changed.Any(changed =>
                changed.Key.Equals(setting.Key, StringComparison.OrdinalIgnoreCase) || changed.Key.StartsWith(setting.Key + ":", StringComparison.OrdinalIgnoreCase)));
            return TypedResults.Json(new SettingsBody([.. keys]), ApiJsonContext.Default.SettingsBody);
        }
        catch (OverridesException exception)
        {
            return Problems.SettingsNotWritten(exception.Message).ToResult();
        }
    }

    private static async Task<Dictionary<string, JsonNode?>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, documentOptions: Strict, cancellationToken: cancellationToken) is JsonObject { Count: > 0 } changes
                ? changes.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The changes that this caller may not make from where it calls.</summary>
    private static ErrorBody[] FindRefused(HttpContext context, Dictionary<string, JsonNode?> changes)
    {
        var isLocal = context.Request.IsFromThisMachine();
        var isTrusted = isLocal && context.GetCaller().Kind is (CallerKind.Token or CallerKind.Session);
        return
        [
            .. changes.Where(change => !isLocal && HoldsSecret(change.Key, change.Value))
                .Select(static change => new ErrorBody(change.Key, "holds a secret, which is taken only from this machine: call 127.0.0.1, or write it into the configuration file.")),
            .. changes.Where(change => !isTrusted && TrustedKeys.Holds(change.Key, change.Value))
                .Select(static change => new ErrorBody(change.Key, "says where secrets go, what runs or who may connect. It is changed only on this machine, with the token or a signed-in dashboard, not with an API key: edit the configuration file.")),
        ];
    }

    private static bool HoldsSecret(string key, JsonNode? value) => ConfigurationListing.IsSecretKey(key) || value switch
    {
        JsonObject group => group.Any(static pair => HoldsSecret(pair.Key, pair.Value)),
        JsonArray list => list.Any(static item => HoldsSecret("", item)),
        _ => false,
    };
}
