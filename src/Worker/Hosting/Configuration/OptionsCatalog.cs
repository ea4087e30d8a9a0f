using System.Reflection;
using IShowTts.Integrations.Events;
using IShowTts.Tts.Audio;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Every options class of the product: the sealed classes with a <c>const string Section</c>. What is in here is what the configuration file may hold.</summary>
internal static class OptionsCatalog
{
    /// <summary>Sections that are not ours: the framework's logging levels and the editor's schema link.</summary>
    public static IReadOnlySet<string> ForeignKeys { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Logging", "$schema" };

    /// <summary>All sections, by name.</summary>
    public static IReadOnlyList<OptionsSection> All { get; } = Find();

    private static OptionsSection[] Find() =>
        new[] { typeof(AudioFormat).Assembly, typeof(StreamEvent).Assembly, typeof(OptionsCatalog).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (type, field: type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)))
            .Where(found => found.field is { IsLiteral: true } && found.field.FieldType == typeof(string))
            .Select(found => new OptionsSection((string)found.field!.GetRawConstantValue()!, found.type))
            .OrderBy(section => section.Name, StringComparer.Ordinal)
            .ToArray();
}
