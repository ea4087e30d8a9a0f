using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Empties the default lists of an options class that the configuration sets itself: the framework's binder would add to them instead of replacing them. Groups of names (maps) are merged by name, as everywhere in .NET.</summary>
/// <remarks>Must be registered before the options are bound; <see cref="ConfigurationServiceCollectionExtensions.AddWorkerConfiguration"/> does it first of all.</remarks>
/// <typeparam name="TOptions">An options class.</typeparam>
/// <param name="configuration">All the configuration.</param>
internal sealed class ListDefaultsReset<TOptions>(IConfiguration configuration) : IConfigureOptions<TOptions>
    where TOptions : class
{
    private static readonly OptionsSection? Section = OptionsCatalog.All.FirstOrDefault(section => section.Type == typeof(TOptions));

    /// <inheritdoc/>
    public void Configure(TOptions options)
    {
        if (Section is not null)
        {
            Reset(options, configuration.GetSection(Section.Name));
        }
    }

    private static void Reset(object group, IConfigurationSection section)
    {
        foreach (var property in OptionsShape.PropertiesOf(group.GetType()))
        {
            var child = section.GetSection(property.Name);
            var kind = OptionsShape.Of(property.PropertyType);
            if (kind.Kind == ShapeKind.Group && property.GetValue(group) is { } inner)
            {
                Reset(inner, child);
            }
            else if (kind.Kind == ShapeKind.List && (child.Value is not null || child.GetChildren().Any()))
            {
                OptionsShape.Assign(property, group, OptionsShape.IsFilledInPlace(property) ? null : Empty(kind));
            }
        }
    }

    private static object Empty(OptionsShape shape) => shape switch
    {
        { Type.IsArray: true } => Array.CreateInstance(shape.Element!, 0),
        { Type.IsInterface: false } => Activator.CreateInstance(shape.Type)!,
        _ when shape.Type.IsAssignableFrom(typeof(List<>).MakeGenericType(shape.Element!)) => Activator.CreateInstance(typeof(List<>).MakeGenericType(shape.Element!))!,
        _ => Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(shape.Element!))!,
    };
}
