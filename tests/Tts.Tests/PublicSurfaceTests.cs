using System.Reflection;
using IShowTts.TestKit;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests;

/// <summary>The public surface of Tts is one text file, so that a change of it is a difference to review.</summary>
public class PublicSurfaceTests
{
    private const string UpdateSwitch = "ISHOWTTS_UPDATE_SURFACE";

    [Fact]
    public void PublicSurface_IsTheVerifiedOne()
    {
        var file = Path.Combine(SharedData.RepositoryRoot, "tests", "Tts.Tests", "PublicSurface.txt");
        var surface = string.Join('\n', Describe(typeof(AudioChunk).Assembly)) + "\n";
        if (Environment.GetEnvironmentVariable(UpdateSwitch) == "1")
        {
            File.WriteAllText(file, surface);
        }

        var verified = File.ReadAllText(file);

        surface.ShouldBe(verified, $"The public surface changed. Read the difference; if it is meant: {UpdateSwitch}=1 dotnet test tests/Tts.Tests --filter PublicSurface");
    }

    private static IEnumerable<string> Describe(Assembly assembly) => assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Prepend($"{Kind(type)} {type.FullName}{Bases(type)}"));

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var bases = type.GetInterfaces().Where(contract => contract.IsPublic && contract.Namespace?.StartsWith("IShowTts", StringComparison.Ordinal) == true)
            .Concat(type.BaseType is { } parent && parent.Namespace?.StartsWith("IShowTts", StringComparison.Ordinal) == true ? [parent] : [])
            .Select(Name).Order(StringComparer.Ordinal).ToArray();
        return bases.Length == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var member in type.GetMembers(declared).Where(member => !member.Name.Contains('<', StringComparison.Ordinal)))
        {
            var line = member switch
            {
                FieldInfo field when IsVisible(field) && !field.IsSpecialName => $"{(field.IsLiteral ? "const " : "")}{Name(field.FieldType)} {field.Name}",
                ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
                PropertyInfo property when property.GetAccessors(true).Any(IsVisible) => $"{Static(property.GetAccessors(true)[0])}{Name(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}",
                EventInfo told => $"event {Name(told.EventHandlerType!)} {told.Name}",
                MethodInfo method when IsVisible(method) && !method.IsSpecialName => $"{Static(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
                _ => null,
            };
            if (line is not null)
            {
                yield return "    " + line;
            }
        }
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Accessors(PropertyInfo property) =>
        string.Join(" ", property.GetAccessors(true).Where(IsVisible).Select(accessor => accessor == property.GetMethod ? "get;" : "set;").Order(StringComparer.Ordinal));

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}"));

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => "ref " + Name(type.GetElementType()!),
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.Name,
    };
}
