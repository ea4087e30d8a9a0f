using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>The summary of a type or property, from the documentation file beside its assembly: the schema tells what the code tells.</summary>
internal static partial class DocumentationText
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, string>> Files = new();

    /// <summary>Summary as plain text; null when there is none.</summary>
    /// <param name="member">A type or a property.</param>
    public static string? Of(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType!;
        var typeName = type.FullName!.Replace('+', '.');
        var name = member is Type ? $"T:{typeName}" : $"P:{typeName}.{member.Name}";
        return Files.GetOrAdd(type.Assembly, Load).GetValueOrDefault(name);
    }

    private static Dictionary<string, string> Load(Assembly assembly)
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        if (assembly.Location.Length == 0 || !File.Exists(path))
        {
            return [];
        }

        return XDocument.Load(path).Descendants("member")
            .Where(member => member.Attribute("name") is not null && member.Element("summary") is not null)
            .GroupBy(member => member.Attribute("name")!.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Flatten(group.First().Element("summary")!), StringComparer.Ordinal);
    }

    private static string Flatten(XElement summary)
    {
        var text = new StringBuilder();
        foreach (var node in summary.DescendantNodes())
        {
            if (node is XText words)
            {
                text.Append(words.Value);
            }
            else if (node is XElement { Name.LocalName: "see" or "paramref" } link && link.IsEmpty)
            {
                var target = (link.Attribute("cref") ?? link.Attribute("langword") ?? link.Attribute("name"))?.Value ?? "";
                text.Append(target[(target.LastIndexOfAny(['.', ':']) + 1)..]);
            }
        }

        return WhiteSpace().Replace(text.ToString(), " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex WhiteSpace();
}
