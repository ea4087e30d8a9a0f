using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Writes the configuration file with every key and its default; <c>config/ishowtts.json</c> holds the same values.</summary>
internal static class DefaultConfiguration
{
    /// <summary>On one line, for tables.</summary>
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The file's text.</summary>
    public static string Create()
    {
        var root = new JsonObject { ["$schema"] = "./ishowtts.schema.json" };
        foreach (var section in OptionsCatalog.All)
        {
            var place = root;
            var words = section.Name.Split(':');
            foreach (var word in words[..^1])
            {
                place = (JsonObject)(place[word] ??= new JsonObject());
            }

            var values = (JsonObject)ToJson(section.CreateDefault())!;
            if (place[words[^1]] is JsonObject there)
            {
                foreach (var (key, value) in values.ToArray())
                {
                    there[key] = value?.DeepClone();
                }
            }
            else
            {
                place[words[^1]] = values;
            }
        }

        return root.ToJsonString(Readable);
    }

    /// <summary>A value of an options class as JSON.</summary>
    /// <param name="value">Scalar, list, map or group.</param>
    public static JsonNode? ToJson(object? value)
    {
        if (value is null)
        {
            return null;
        }

        var shape = OptionsShape.Of(value.GetType());
        switch (shape.Kind)
        {
            case ShapeKind.Scalar:
                return value switch
                {
                    bool truth => JsonValue.Create(truth),
                    int or long or double or float or decimal => JsonNode.Parse(ScalarText.Write(value)),
                    _ => JsonValue.Create(ScalarText.Write(value)),
                };
            case ShapeKind.List:
                return new JsonArray([.. ((IEnumerable)value).Cast<object?>().Select(ToJson)]);
            case ShapeKind.Map:
                var map = new JsonObject();
                foreach (DictionaryEntry entry in (IDictionary)value)
                {
                    map[(string)entry.Key] = ToJson(entry.Value);
                }

                return map;
            default:
                var group = new JsonObject();
                foreach (var property in OptionsShape.PropertiesOf(shape.Type))
                {
                    group[property.Name] = ToJson(property.GetValue(value));
                }

                return group;
        }
    }
}
