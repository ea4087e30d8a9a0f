using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Reads options from configuration strictly: every unknown key, unreadable value and value out of range is an error with its key and origin.</summary>
/// <param name="origins">Where each key was set.</param>
/// <param name="errors">Gets what is wrong.</param>
internal sealed class OptionsReader(IReadOnlyDictionary<string, string> origins, List<ConfigurationError> errors)
{
    /// <summary>Reads one options class.</summary>
    /// <param name="section">Which one.</param>
    /// <param name="configuration">All the configuration.</param>
    /// <param name="nested">Names of other sections that stand inside this one, which are not its keys.</param>
    /// <returns>The options; where a value was wrong the default stays.</returns>
    public object Read(OptionsSection section, IConfiguration configuration, IReadOnlySet<string> nested)
    {
        var options = section.CreateDefault();
        ReadGroup(options, configuration.GetSection(section.Name), nested);
        return options;
    }

    private void ReadGroup(object target, IConfigurationSection section, IReadOnlySet<string>? nested = null)
    {
        var before = errors.Count;
        var properties = OptionsShape.PropertiesOf(target.GetType());
        if (section.Value is { Length: > 0 } stray)
        {
            Add(section.Path, $"is '{Shown(section, stray)}', but it must be a group of keys: {{ … }}.");
        }

        foreach (var child in section.GetChildren())
        {
            if (properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } known)
            {
                ReadProperty(target, known, child);
            }
            else if (nested?.Contains(child.Key) != true)
            {
                AddUnknown(section.Path, child.Key, properties.Select(property => property.Name));
            }
        }

        if (errors.Count == before)
        {
            CheckAnnotations(target, section.Path);
        }
    }

    private void ReadProperty(object target, PropertyInfo property, IConfigurationSection section)
    {
        var canBeNull = !property.PropertyType.IsValueType
            ? new NullabilityInfoContext().Create(property).WriteState != NullabilityState.NotNull
            : Nullable.GetUnderlyingType(property.PropertyType) is not null;
        var isMissing = section.Value is null && !section.GetChildren().Any();
        if (isMissing && !canBeNull)
        {
            Add(section.Path, "is null; give a value or leave the key out for its default.");
        }
        else if (isMissing)
        {
            OptionsShape.Assign(property, target, null);
        }
        else if (ReadValue(section, property.PropertyType) is { } value)
        {
            KeepDefaults(property.GetValue(target), value);
            OptionsShape.Assign(property, target, value);
        }
    }

    /// <summary>A map is merged by name: names that the configuration does not mention keep their default.</summary>
    private static void KeepDefaults(object? defaults, object value)
    {
        if (defaults is not IDictionary before || value is not IDictionary map)
        {
            return;
        }

        foreach (DictionaryEntry entry in before)
        {
            if (!map.Contains(entry.Key))
            {
                map[entry.Key] = entry.Value;
            }
        }
    }

    private object? ReadValue(IConfigurationSection section, Type type)
    {
        var shape = OptionsShape.Of(type);
        switch (shape.Kind)
        {
            case ShapeKind.Scalar:
                return ReadScalar(section, shape.Type);
            case ShapeKind.Group:
                var group = Activator.CreateInstance(shape.Type)!;
                ReadGroup(group, section);
                return group;
            default:
                if (section.Value is { Length: > 0 } stray)
                {
                    Add(section.Path, $"is '{Shown(section, stray)}', but it must be {(shape.Kind == ShapeKind.List ? "a list: [ … ]" : "a group of names: { … }")}.");
                    return null;
                }

                return shape.Kind == ShapeKind.List ? ReadList(section, shape) : ReadMap(section, shape);
        }
    }

    private object ReadList(IConfigurationSection section, OptionsShape shape)
    {
        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(shape.Element!))!;
        foreach (var child in section.GetChildren().OrderBy(child => child.Key, ConfigurationKeyComparer.Instance))
        {
            if (ReadValue(child, shape.Element!) is { } item)
            {
                items.Add(item);
            }
        }

        if (shape.Type.IsArray)
        {
            var array = Array.CreateInstance(shape.Element!, items.Count);
            items.CopyTo(array, 0);
            return array;
        }

        return shape.Type.IsInstanceOfType(items)
            ? items
            : Activator.CreateInstance(shape.Type.IsInterface ? typeof(HashSet<>).MakeGenericType(shape.Element!) : shape.Type, items)!;
    }

    private object ReadMap(IConfigurationSection section, OptionsShape shape)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), shape.Element!), StringComparer.OrdinalIgnoreCase)!;
        foreach (var child in section.GetChildren())
        {
            if (ReadValue(child, shape.Element!) is { } item)
            {
                map[child.Key] = item;
            }
        }

        return map;
    }

    private object? ReadScalar(IConfigurationSection section, Type type)
    {
        if (section.Value is null)
        {
            Add(section.Path, $"must be {ScalarText.Describe(type)}.");
            return null;
        }

        if (ScalarText.TryParse(section.Value, type, out var value))
        {
            return value;
        }

        var hint = type.IsEnum && NearestKey.Find(section.Value, Enum.GetNames(type)) is { } nearest ? $" Did you mean {nearest}?" : "";
        Add(section.Path, $"is '{Shown(section, section.Value)}', but it must be {ScalarText.Describe(type)}.{hint}");
        return null;
    }

    private void CheckAnnotations(object target, string path)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(target, new ValidationContext(target), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = result.MemberNames.FirstOrDefault();
            var key = member is null ? path : $"{path}:{member}";
            var property = member is null ? null : target.GetType().GetProperty(member);
            var range = property?.GetCustomAttribute<RangeAttribute>();
            Add(key, range is null || range.ErrorMessage is not null
                ? result.ErrorMessage ?? "is not valid."
                : $"is {ScalarText.Write(property!.GetValue(target))}, but it must be from {ScalarText.Write(range.Minimum)} to {ScalarText.Write(range.Maximum)}.");
        }
    }

    private void AddUnknown(string path, string key, IEnumerable<string> known)
    {
        var nearest = NearestKey.Find(key, known);
        Add($"{path}:{key}", nearest is null ? "is not a known key; remove it (docs/configuration.md lists all keys)." : $"is not a known key; did you mean {path}:{nearest}?");
    }

    // A secret in the wrong place must not be told to the console.
    private static string Shown(IConfigurationSection section, string value) => ConfigurationListing.IsSecret(section.Key) ? ConfigurationListing.Hidden : value;

    private void Add(string key, string message) => errors.Add(new(OriginOf(key), key, message));

    /// <summary>The key's own origin, or that of the first key below it.</summary>
    private string OriginOf(string key) =>
        origins.TryGetValue(key, out var origin)
            ? origin
            : origins.FirstOrDefault(pair => pair.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).Value ?? "";
}
