using System.Text.Json;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Tests.Hosting;

/// <summary>config/ishowtts.json and its schema hold every key of every options class with its default.</summary>
public class ConfigurationFilesTests
{
    private static string FolderOf(string name) => Path.Combine(TestKit.SharedData.RepositoryRoot, "config", name);

    [Fact]
    public void File_OfTheRepository_HoldsEveryKeyWithItsDefault()
    {
        var errors = new List<ConfigurationError>();
        using var expected = JsonDocument.Parse(DefaultConfiguration.Create());
        var file = ConfigurationFile.Read(FolderOf("ishowtts.json"), errors);
        using var folder = new TemporaryDirectory();
        var defaults = ConfigurationFile.Read(folder.Write("defaults.json", DefaultConfiguration.Create()), errors);

        errors.ShouldBeEmpty();
        var differing = defaults.Keys.Union(file.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => !defaults.ContainsKey(key) || !file.ContainsKey(key) || defaults[key] != file[key]);
        differing.ShouldBeEmpty("Write the file anew: ishowtts config defaults > config/ishowtts.json");
    }

    [Fact]
    public void Schema_OfTheRepository_IsWhatTheOptionsSay() =>
        File.ReadAllText(FolderOf("ishowtts.schema.json")).Trim().ShouldBe(ConfigurationSchema.Create(), "Write it anew: ishowtts config schema > config/ishowtts.schema.json");

    [Fact]
    public void File_OfTheRepository_IsValid()
    {
        using var data = new TemporaryDirectory();

        WorkerConfiguration.Load(new WorkerHostSettings { ConfigFile = FolderOf("ishowtts.json"), DataDirectory = data.Path }, new Dictionary<string, string>()).Current.Values.ShouldNotBeEmpty();
    }

    [Fact]
    public void Schema_OfEveryKey_HasADescription()
    {
        using var schema = JsonDocument.Parse(ConfigurationSchema.Create());

        var silent = Properties(schema.RootElement, "").Where(entry => !entry.Schema.TryGetProperty("description", out _)).Select(entry => entry.Key);

        silent.Except(["$schema"]).ShouldBeEmpty("Give the property a summary.");
    }

    private static IEnumerable<(string Key, JsonElement Schema)> Properties(JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        foreach (var property in properties.EnumerateObject())
        {
            var key = path.Length == 0 ? property.Name : $"{path}:{property.Name}";
            yield return (key, property.Value);
            foreach (var inner in Properties(property.Value, key))
            {
                yield return inner;
            }
        }
    }
}
