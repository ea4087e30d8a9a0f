using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Architecture;

/// <summary>Every options class: sealed, with a section of its own, and valid as it comes.</summary>
public class OptionsTests
{
    // Options of the command line are another thing.
    private static Type[] OptionTypes { get; } = [.. Repository.WrittenTypes
        .Where(type => type is { IsClass: true, IsNested: false, Namespace: not "IShowTts.Worker.Cli" } && type.Name.EndsWith("Options", StringComparison.Ordinal))];

    // Bound as a part of another options class, so it needs no section.
    private static HashSet<Type> Parts { get; } = [.. OptionTypes
        .SelectMany(type => type.GetProperties())
        .SelectMany(property => property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments() : [property.PropertyType.GetElementType() ?? property.PropertyType])];

    [Fact]
    public void Options_AreSealedClassesWithASection()
    {
        OptionTypes.ShouldNotBeEmpty();

        OptionTypes.Where(type => !type.IsSealed && !OptionTypes.Any(other => other.BaseType == type)).Select(type => type.FullName).ShouldBeEmpty();
        OptionTypes.Where(type => SectionOf(type) is null && !Parts.Contains(type)).Select(type => type.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Sections_AreUnique() =>
        OptionTypes.Select(SectionOf).Where(section => section is not null).ShouldBeUnique();

    [Fact]
    public void Defaults_OfEveryOptionsClass_AreInTheirRanges()
    {
        var errors = OptionTypes.Where(type => SectionOf(type) is not null).SelectMany(type => Errors(Activator.CreateInstance(type)!, SectionOf(type)!));

        errors.ShouldBeEmpty();
    }

    [Fact]
    public void Defaults_PassTheHandWrittenValidators()
    {
        var errors = Repository.WrittenTypes
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.GetConstructor(Type.EmptyTypes) is not null)
            .SelectMany(type => type.GetInterfaces()
                .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
                .Select(contract => (validator: Activator.CreateInstance(type)!, contract)))
            .Select(entry => (entry.validator, result: Validate(entry.validator, entry.contract)))
            .Where(entry => entry.result.Failed)
            .Select(entry => $"{entry.validator.GetType().Name}: {entry.result.FailureMessage}");

        errors.ShouldBeEmpty();
    }

    private static ValidateOptionsResult Validate(object validator, Type contract)
    {
        var options = Activator.CreateInstance(contract.GetGenericArguments()[0]);
        return (ValidateOptionsResult)contract.GetMethod("Validate")!.Invoke(validator, [Options.DefaultName, options])!;
    }

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue() as string;

    private static IEnumerable<string> Errors(object options, string path)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var own = results.Select(result => $"{path}: {result.ErrorMessage}");
        var nested = options.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => (property.Name, value: property.GetValue(options)))
            .SelectMany(entry => entry.value switch
            {
                IEnumerable and not string => ((IEnumerable)entry.value).Cast<object>().Where(IsOurs).SelectMany(item => Errors(item, $"{path}:{entry.Name}")),
                { } value when IsOurs(value) => Errors(value, $"{path}:{entry.Name}"),
                _ => [],
            });
        return own.Concat(nested);
    }

    private static bool IsOurs(object value) => value.GetType() is { IsClass: true, Namespace: { } name } && name.StartsWith("IShowTts", StringComparison.Ordinal);
}
