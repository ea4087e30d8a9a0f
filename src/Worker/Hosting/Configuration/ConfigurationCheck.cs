using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Checks a whole configuration against every options class, before anything uses it.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Checks; all errors at once.</summary>
    /// <param name="merged">What to check.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <returns>The options as read, by section.</returns>
    public static IReadOnlyList<(OptionsSection Section, object Options)> Run(MergedConfiguration merged, List<ConfigurationError> errors)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(merged.Values).Build();
        CheckSections(configuration, "", merged, errors);

        var read = new List<(OptionsSection, object)>();
        foreach (var section in OptionsCatalog.All)
        {
            var before = errors.Count;
            var options = new OptionsReader(merged.Origins, errors).Read(section, configuration, SectionsInside(section.Name));
            read.Add((section, options));
            if (errors.Count == before)
            {
                CheckRules(section, options, errors);
            }
        }

        return read;
    }

    /// <summary>Keys that no options class owns: at the top, and in paths that only lead to sections.</summary>
    private static void CheckSections(IConfiguration configuration, string path, MergedConfiguration merged, List<ConfigurationError> errors)
    {
        var known = SectionsInside(path);
        foreach (var child in configuration.GetChildren())
        {
            if (path.Length == 0 && OptionsCatalog.ForeignKeys.Contains(child.Key))
            {
                continue;
            }

            if (!known.Contains(child.Key))
            {
                var nearest = NearestKey.Find(child.Key, known);
                var origin = merged.Origins.FirstOrDefault(pair => pair.Key.Equals(child.Path, StringComparison.OrdinalIgnoreCase)
                    || pair.Key.StartsWith(child.Path + ":", StringComparison.OrdinalIgnoreCase)).Value ?? "";
                var cure = nearest is null ? "remove it (docs/configuration.md lists all keys)." : $"did you mean {(path.Length == 0 ? "" : path + ":")}{nearest}?";
                errors.Add(new(origin, child.Path, $"is not a known section; {cure}"));
            }
            else if (!OptionsCatalog.All.Any(section => section.Name.Equals(child.Path, StringComparison.OrdinalIgnoreCase)))
            {
                CheckSections(child, child.Path, merged, errors);
            }
        }
    }

    /// <summary>First words of the sections below a path.</summary>
    private static HashSet<string> SectionsInside(string path)
    {
        var prefix = path.Length == 0 ? "" : path + ":";
        return OptionsCatalog.All
            .Where(section => section.Name.Length > prefix.Length && section.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(section => section.Name[prefix.Length..].Split(':')[0])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Rules across keys: every <see cref="IValidateOptions{TOptions}"/> of ours that needs no service.</summary>
    private static void CheckRules(OptionsSection section, object options, List<ConfigurationError> errors)
    {
        var contract = typeof(IValidateOptions<>).MakeGenericType(section.Type);
        var rules = section.Type.Assembly.GetTypes().Concat(typeof(ConfigurationCheck).Assembly.GetTypes()).Distinct()
            .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false } && contract.IsAssignableFrom(type) && type.GetConstructor(Type.EmptyTypes) is not null);
        foreach (var rule in rules)
        {
            var result = (ValidateOptionsResult)contract.GetMethod(nameof(IValidateOptions<object>.Validate))!.Invoke(Activator.CreateInstance(rule), [Options.DefaultName, options])!;
            foreach (var failure in result.Failed ? result.Failures ?? [] : [])
            {
                errors.Add(new("", "", failure));
            }
        }
    }
}
