using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Every key of every options class, with what the schema tells about it.</summary>
internal static class SettingsCatalog
{
    /// <summary>All keys, by section.</summary>
    public static IReadOnlyList<(OptionsSection Section, IReadOnlyList<Setting> Settings)> All { get; } =
        [.. OptionsCatalog.All.Select(static section => (section, (IReadOnlyList<Setting>)[.. OfGroup(section.Name, section.Type, section.CreateDefault(), static options => options)]))];

    private static readonly Dictionary<string, Setting> ByKey = All.SelectMany(entry => entry.Settings).ToDictionary(setting => setting.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds what a key means.</summary>
    /// <param name="typed">Key with colons, in any case; <c>KEY:NAME…</c> inside of a map.</param>
    /// <param name="key">The key in its own spelling.</param>
    /// <param name="objection">Why it is none, with the cure; empty when it was found.</param>
    public static bool TryFind(string typed, out string key, out string objection)
    {
        objection = "";
        if (ByKey.TryGetValue(typed, out var exact))
        {
            key = exact.Key;
            return true;
        }

        key = typed;
        var owner = ByKey.Values.FirstOrDefault(setting => typed.StartsWith(setting.Key + ":", StringComparison.OrdinalIgnoreCase));
        if (owner is { IsMap: true } && typed.Split(':').All(part => part.Length is > 0 and <= 100))
        {
            key = owner.Key + typed[owner.Key.Length..];
            return true;
        }

        objection = owner switch
        {
            { IsMap: true } => $"is not a name inside of {owner.Key}: write {owner.Key}:NAME.",
            { Type: "array" } => $"is a part of a list; set all of {owner.Key}.",
            not null => $"has nothing inside of it; set {owner.Key}.",
            _ when ByKey.Keys.FirstOrDefault(candidate => candidate.StartsWith(typed + ":", StringComparison.OrdinalIgnoreCase)) is { } inside && typed.Length > 0 =>
                $"is a group; set its keys one by one, for example {inside}.",
            _ when NearestKey.Find(typed, ByKey.Keys) is { } nearest => $"is not a known key; did you mean {nearest}?",
            _ => "is not a known key; GET /api/settings lists them all.",
        };
        return false;
    }

    private static IEnumerable<Setting> OfGroup(string path, Type type, object defaults, Func<object, object?> read)
    {
        foreach (var property in OptionsShape.PropertiesOf(type))
        {
            var key = $"{path}:{property.Name}";
            var value = property.GetValue(defaults);
            object? Inner(object options) => read(options) is { } group ? property.GetValue(group) : null;
            if (OptionsShape.Of(property.PropertyType) is { Kind: ShapeKind.Group } shape)
            {
                foreach (var inner in OfGroup(key, shape.Type, value ?? Activator.CreateInstance(shape.Type)!, Inner))
                {
                    yield return inner;
                }

                continue;
            }

            yield return Describe(key, property, value, Inner);
        }
    }

    private static Setting Describe(string key, PropertyInfo property, object? value, Func<object, object?> read)
    {
        var shape = OptionsShape.Of(property.PropertyType);
        var words = shape.Kind == ShapeKind.List ? OptionsShape.Of(shape.Element!).Type : shape.Type;
        var range = property.GetCustomAttribute<RangeAttribute>();
        return new Setting(
            key,
            TypeOf(shape),
            DefaultConfiguration.ToJson(value),
            DocumentationText.Of(property),
            range is null ? null : Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture),
            range is null ? null : Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture),
            words.IsEnum ? Enum.GetNames(words) : null,
            read);
    }

    private static string TypeOf(OptionsShape shape) => shape switch
    {
        { Kind: ShapeKind.List } => "array",
        { Kind: ShapeKind.Map } => "object",
        { Type.IsEnum: true } => "enum",
        _ when shape.Type == typeof(bool) => "boolean",
        _ when shape.Type == typeof(int) || shape.Type == typeof(long) => "integer",
        _ when shape.Type == typeof(double) || shape.Type == typeof(float) || shape.Type == typeof(decimal) => "number",
        _ => "string",
    };
}
