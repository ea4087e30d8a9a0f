using System.Text.Json;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Reads a configuration file: JSON with comments and trailing commas, flattened to keys with colons.</summary>
internal static class ConfigurationFile
{
    /// <summary>How it is read: comments and trailing commas are allowed.</summary>
    public static JsonDocumentOptions Format { get; } = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 };

    /// <summary>Largest file that is read, bytes.</summary>
    public const int LargestFile = 4 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="errors">Gets what is wrong with the file as such.</param>
    /// <returns>Keys and values; empty when the file cannot be read.</returns>
    public static Dictionary<string, string?> Read(string path, List<ConfigurationError> errors)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
            {
                errors.Add(new(path, "", "is larger than 4 MB; this is no configuration file."));
                return Empty();
            }

            return Parse(path, File.ReadAllBytes(path), errors);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(new(path, "", $"cannot be read: {exception.Message}"));
            return Empty();
        }
    }

    /// <summary>Reads what a file holds.</summary>
    /// <param name="path">Path of the file, for messages.</param>
    /// <param name="content">Its content.</param>
    /// <param name="errors">Gets what is wrong with the file as such.</param>
    /// <returns>Keys and values; empty when it cannot be read.</returns>
    public static Dictionary<string, string?> Parse(string path, ReadOnlyMemory<byte> content, List<ConfigurationError> errors)
    {
        var values = Empty();
        try
        {
            using var document = JsonDocument.Parse(content, Format);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                errors.Add(new(path, "", "must hold one JSON object: { \"Section\": { \"Key\": value } }."));
                return values;
            }

            Flatten(path, "", document.RootElement, values, errors);
        }
        catch (JsonException exception)
        {
            errors.Add(new(path, "", $"is not valid JSON at line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: {FirstSentence(exception.Message)}"));
        }

        return values;
    }

    private static Dictionary<string, string?> Empty() => new(StringComparer.OrdinalIgnoreCase);

    private static void Flatten(string path, string key, JsonElement element, Dictionary<string, string?> values, List<ConfigurationError> errors)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                foreach (var property in element.EnumerateObject())
                {
                    var child = Join(key, property.Name);
                    if (!seen.Add(property.Name))
                    {
                        errors.Add(new(path, child, "is there twice; keep one."));
                        continue;
                    }

                    Flatten(path, child, property.Value, values, errors);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() == 0:
                values[key] = "";
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Flatten(path, Join(key, (index++).ToString(System.Globalization.CultureInfo.InvariantCulture)), item, values, errors);
                }

                break;
            case JsonValueKind.Null:
                values[key] = null;
                break;
            case JsonValueKind.String:
                values[key] = element.GetString();
                break;
            default:
                values[key] = element.GetRawText();
                break;
        }
    }

    private static string Join(string key, string name) => key.Length == 0 ? name : $"{key}:{name}";

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }
}
