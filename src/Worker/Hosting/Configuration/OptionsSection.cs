namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>One options class and where it stands in the configuration.</summary>
/// <param name="Name">Path of its section, for example <c>Queue</c> or <c>Filters:Length</c>.</param>
/// <param name="Type">The options class; it has a constructor without parameters that sets every default.</param>
internal sealed record OptionsSection(string Name, Type Type)
{
    /// <summary>A new instance with every default.</summary>
    public object CreateDefault() => Activator.CreateInstance(Type)!;
}
