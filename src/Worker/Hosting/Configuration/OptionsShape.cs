using System.Collections;
using System.Reflection;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>What a configuration value is made of.</summary>
internal enum ShapeKind
{
    /// <summary>One value: text, number, truth, one of a list of words, a time.</summary>
    Scalar,

    /// <summary>Values in order.</summary>
    List,

    /// <summary>Values by name.</summary>
    Map,

    /// <summary>Known keys, each with its own shape.</summary>
    Group,
}

/// <summary>Says how a type of an options class looks in the configuration. Reader, schema and default file all ask here, so that they cannot disagree.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Type">The type itself, <see cref="Nullable{T}"/> taken off.</param>
/// <param name="Element">Type of the elements of a list or map; else null.</param>
internal sealed record OptionsShape(ShapeKind Kind, Type Type, Type? Element = null)
{
    private static readonly HashSet<Type> Scalars =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(float), typeof(decimal), typeof(TimeSpan), typeof(Uri), typeof(DateTimeOffset),
    ];

    /// <summary>The shape of a type.</summary>
    /// <param name="type">Type of an options property, or of an element.</param>
    /// <exception cref="NotSupportedException">No options class may have it.</exception>
    public static OptionsShape Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum || Scalars.Contains(type))
        {
            return new(ShapeKind.Scalar, type);
        }

        if (GenericArgumentOf(type, typeof(IReadOnlyDictionary<,>), 1) is { } value || (GenericArgumentOf(type, typeof(IDictionary<,>), 1) is { } other && (value = other) is not null))
        {
            return new(ShapeKind.Map, type, value);
        }

        if (GenericArgumentOf(type, typeof(IEnumerable<>), 0) is { } element)
        {
            return new(ShapeKind.List, type, element);
        }

        return type.IsClass && type.GetConstructor(Type.EmptyTypes) is not null
            ? new(ShapeKind.Group, type)
            : throw new NotSupportedException($"{type} cannot be read from configuration; use a class with a constructor without parameters.");
    }

    /// <summary>The keys of a group, in the order in which the class declares them.</summary>
    /// <param name="type">A class of shape <see cref="ShapeKind.Group"/>.</param>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && (property.SetMethod is { IsPublic: true } || IsFilledInPlace(property)))
            .OrderBy(property => property.MetadataToken)
            .ToArray();

    /// <summary>Whether a property has no setter and its collection is filled instead.</summary>
    /// <param name="property">A property of an options class.</param>
    public static bool IsFilledInPlace(PropertyInfo property) =>
        property.SetMethod is not { IsPublic: true }
        && property.PropertyType is { IsGenericType: true } type
        && type.GetInterfaces().Prepend(type).Any(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(ICollection<>));

    /// <summary>Gives a property its value, in place where it has no setter.</summary>
    /// <param name="property">A property of an options class.</param>
    /// <param name="target">The options.</param>
    /// <param name="value">The value, as <see cref="OptionsReader"/> reads it.</param>
    public static void Assign(PropertyInfo property, object target, object? value)
    {
        if (!IsFilledInPlace(property))
        {
            property.SetValue(target, value);
            return;
        }

        switch (property.GetValue(target))
        {
            case IDictionary map:
                map.Clear();
                foreach (DictionaryEntry entry in (IDictionary?)value ?? new Dictionary<string, string>())
                {
                    map[entry.Key] = entry.Value;
                }

                break;
            case IList list:
                list.Clear();
                foreach (var item in (IEnumerable?)value ?? Array.Empty<object>())
                {
                    list.Add(item);
                }

                break;
            default:
                throw new NotSupportedException($"{property.DeclaringType}.{property.Name} has no setter and is no list or dictionary.");
        }
    }

    private static Type? GenericArgumentOf(Type type, Type definition, int index) =>
        type.GetInterfaces().Prepend(type)
            .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?
            .GetGenericArguments()[index];
}
