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
            .Where(property => property is { CanRead: true, CanWrite: true } && property.SetMethod!.IsPublic && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.MetadataToken)
            .ToArray();

    private static Type? GenericArgumentOf(Type type, Type definition, int index) =>
        type.GetInterfaces().Prepend(type)
            .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?
            .GetGenericArguments()[index];
}
