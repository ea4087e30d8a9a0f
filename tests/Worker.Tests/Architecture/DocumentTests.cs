using System.Text.RegularExpressions;

namespace IShowTts.Worker.Tests.Architecture;

/// <summary>The documents: short, complete, and every link leads somewhere.</summary>
public class DocumentTests
{
    private static readonly Regex s_link = new(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private static IEnumerable<string> Documents => Repository.TextFiles.Where(file => file.EndsWith(".md", StringComparison.Ordinal));

    [Fact]
    public void Links_OfEveryDocument_LeadSomewhere()
    {
        var broken = Documents.SelectMany(file => s_link.Matches(Repository.Read(file))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith("http", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => target.Split('#')[0])
            .Where(target => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, target)))
            .Select(target => $"{file} → {target}"));

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Readme_StaysShort() => Repository.Read("README.md").AsSpan().Count('\n').ShouldBeLessThan(120);

    [Fact]
    public void Index_NamesEveryDocument()
    {
        var index = Repository.Read("docs/README.md");

        var unnamed = Documents
            .Where(file => Path.GetDirectoryName(file) == "docs" && file != "docs/README.md")
            .Where(file => !index.Contains(file["docs/".Length..], StringComparison.Ordinal));

        unnamed.ShouldBeEmpty("docs/README.md lists every document.");
    }

    [Fact]
    public void Adrs_HaveNumbersOfTheirOwnAndFitOnAPage()
    {
        var adrs = Documents.Where(file => file.StartsWith("docs/adr/", StringComparison.Ordinal)).ToArray();

        adrs.ShouldNotBeEmpty();
        adrs.Select(file => Path.GetFileName(file)[..4]).ShouldBeUnique();
        adrs.Where(file => Repository.Read(file).AsSpan().Count('\n') > 60).ShouldBeEmpty("One page each.");
    }

    [Fact]
    public void Manifest_OfTheModels_IsAList()
    {
        using var manifest = System.Text.Json.JsonDocument.Parse(Repository.Read("models/manifest.json"));

        manifest.RootElement.GetProperty("models").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Array);
    }
}
