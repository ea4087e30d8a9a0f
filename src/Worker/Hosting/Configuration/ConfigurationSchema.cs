using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Writes the JSON schema of the configuration file from the options classes and their documentation.</summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The schema's text.</summary>
    public static string Create()
    {
        var root = Group("iShowTTS configuration. Every key has a default; leave out what you do not change.");
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        var properties = (JsonObject)root["properties"]!;
        properties["$schema"] = new JsonObject { ["type"] = "string" };
        properties["Logging"] = new JsonObject { ["type"] = "object", ["description"] = "Log levels of .NET: LogLevel, then category and level." };
        foreach (var section in OptionsCatalog.All)
        {
            var place = properties;
            var words = section.Name.Split(':');
            foreach (var word in words[..^1])
            {
                place = (JsonObject)((JsonObject)(place[word] ??= Group($"Settings of {word}, in groups.")))["properties"]!;
            }

            var group = OfGroup(section.Type, section.CreateDefault());
            foreach (var (key, value) in place[words[^1]] is JsonObject there ? ((JsonObject)there["properties"]!).ToArray() : [])
            {
                ((JsonObject)group["properties"]!)[key] = value!.DeepClone();
            }

            place[words[^1]] = group;
        }

        return root.ToJsonString(Readable);
    }

    private static JsonObject Group(string? description)
    {
        var group = new JsonObject { ["type"] = "object" };
        if (description is not null)
        {
            group["description"] = description;
        }

        group["additionalProperties"] = false;
        group["properties"] = new JsonObject();
        return group;
    }

    private static JsonObject OfGroup(Type type, object defaults)
    {
        var group = Group(DocumentationText.Of(type));
        var properties = (JsonObject)group["properties"]!;
        foreach (var property in OptionsShape.PropertiesOf(type))
        {
            properties[property.Name] = OfProperty(property, property.GetValue(defaults));
        }

        return group;
    }

    private static JsonObject OfProperty(PropertyInfo property, object? value)
    {
        var schema = OfType(property.PropertyType, value);
        if (DocumentationText.Of(property) is { } text)
        {
            schema["description"] = text;
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            schema["minimum"] = JsonNode.Parse(Convert.ToString(range.Minimum, CultureInfo.InvariantCulture)!);
            schema["maximum"] = JsonNode.Parse(Convert.ToString(range.Maximum, CultureInfo.InvariantCulture)!);
        }

        var isGroup = OptionsShape.Of(property.PropertyType).Kind == ShapeKind.Group;
        if (value is null)
        {
            schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        }
        else if (!isGroup)
        {
            schema["default"] = DefaultConfiguration.ToJson(value);
        }

        return schema;
    }

    private static JsonObject OfType(Type type, object? value)
    {
        var shape = OptionsShape.Of(type);
        return shape.Kind switch
        {
            ShapeKind.Scalar => OfScalar(shape.Type),
            ShapeKind.List => new JsonObject { ["type"] = "array", ["items"] = OfType(shape.Element!, null) },
            ShapeKind.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = OfType(shape.Element!, null) },
            _ => OfGroup(shape.Type, value ?? Activator.CreateInstance(shape.Type)!),
        };
    }

    private static JsonObject OfScalar(Type type) => type switch
    {
        { IsEnum: true } => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(name))]) },
        _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        _ when type == typeof(int) || type == typeof(long) => new JsonObject { ["type"] = "integer" },
        _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => new JsonObject { ["type"] = "number" },
        _ => new JsonObject { ["type"] = "string" },
    };
}
