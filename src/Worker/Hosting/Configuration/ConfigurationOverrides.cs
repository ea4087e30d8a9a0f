using System.Text.Json.Nodes;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Hosting.Configuration;

/// <inheritdoc cref="IConfigurationOverrides"/>
internal sealed class ConfigurationOverrides(WorkerConfiguration configuration, ConfigurationReloader reloader, IAuditLog audit) : IConfigurationOverrides, IDisposable
{
    private const int MaxChanges = 200;
    private const int MaxBytes = 1024 * 1024;
    private const int MaxShown = 200;

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <inheritdoc/>
    public async ValueTask<OverridesResult> ApplyAsync(IReadOnlyDictionary<string, JsonNode?> changes, Actor actor, CancellationToken cancellationToken)
    {
        var errors = new List<ConfigurationError>();
        var found = Find(changes, errors);
        if (configuration.Overrides is not { } file || errors.Count > 0 || found.Count == 0)
        {
            return new([], errors);
        }

        await turn.WaitAsync(cancellationToken);
        try
        {
            Write(file, found, errors);
        }
        finally
        {
            turn.Release();
        }

        if (errors.Count > 0)
        {
            return new([], [.. errors.Select(error => NameKey(error, file.Path))]);
        }

        foreach (var (key, value) in found)
        {
            // What was written is told whether or not its asker still waits.
            await audit.WriteAsync(actor, "change-setting", key, Show(key, value), CancellationToken.None);
        }

        return new([.. found.Keys.Select(key => new OverriddenKey(key, RestartRule.NeedsRestart(key), configuration.Current.PlaceOf(key) > ConfigurationPlace.Overrides))], []);
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private static SortedDictionary<string, JsonNode?> Find(IReadOnlyDictionary<string, JsonNode?> changes, List<ConfigurationError> errors)
    {
        var found = new SortedDictionary<string, JsonNode?>(StringComparer.OrdinalIgnoreCase);
        if (changes.Count > MaxChanges)
        {
            errors.Add(new("", "", $"{changes.Count} keys at once are too many; at most {MaxChanges} are taken."));
            return found;
        }

        foreach (var (typed, value) in changes)
        {
            if (!SettingsCatalog.TryFind(typed, out var key, out var objection))
            {
                errors.Add(new("", Shorten(typed), objection));
            }
            else if (!found.TryAdd(key, value))
            {
                errors.Add(new("", key, "is there twice; keep one."));
            }
        }

        return found;
    }

    private void Write(OverridesFile file, SortedDictionary<string, JsonNode?> changes, List<ConfigurationError> errors)
    {
        try
        {
            var values = file.ReadValues(errors);
            foreach (var (key, value) in changes)
            {
                Change(values, key, value);
            }

            var content = OverridesFile.Compose(values);
            if (content.Length > MaxBytes)
            {
                errors.Add(new(file.Path, "", $"would have {content.Length} bytes; at most {MaxBytes} are kept. Longer lists belong in a file of their own (Filters:ListsFile)."));
            }

            if (errors.Count == 0)
            {
                configuration.Try(ConfigurationFile.Parse(file.Path, content, errors), errors);
            }

            if (errors.Count == 0)
            {
                file.Write(content);
                reloader.Apply();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OverridesException($"{file.Path} cannot be written: {exception.Message} Free space, or give this user write access to the data directory; then try again.", exception);
        }
    }

    private static void Change(OverrideValues values, string key, JsonNode? value)
    {
        switch (value)
        {
            case null:
                values.Remove(key);
                break;
            case JsonObject group:
                // A map is merged by name, as everywhere in the configuration.
                foreach (var (name, inner) in group)
                {
                    Change(values, $"{key}:{name}", inner);
                }

                break;
            default:
                values.Set(key, value);
                break;
        }
    }

    /// <summary>Rules across keys say their key in the message; it becomes the error's key.</summary>
    private static ConfigurationError NameKey(ConfigurationError error, string path)
    {
        var first = error.Message.Split([' ', ',', '.'], 2)[0].TrimEnd(':');
        return error.Key.Length == 0 && error.Origin != path && SettingsCatalog.TryFind(first, out var key, out _) ? error with { Key = key } : error;
    }

    private static string Show(string key, JsonNode? value) => value switch
    {
        null => "removed",
        _ when ConfigurationListing.IsSecretKey(key) => ConfigurationListing.Hidden,
        JsonArray list => $"a list of {list.Count}",
        _ => Shorten(ConfigurationListing.Hide(key.Split(':')[^1], value, ConfigurationListing.Hidden)!.ToJsonString(DefaultConfiguration.Compact)),
    };

    private static string Shorten(string text) => text.Length <= MaxShown ? text : text[..(char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown)] + "…";
}
