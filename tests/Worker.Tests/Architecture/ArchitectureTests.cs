using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Microsoft.Extensions.Hosting;

namespace IShowTts.Worker.Tests.Architecture;

/// <summary>References point down: Worker → Integrations → Tts, and of Tts, Integrations sees the audio only.</summary>
public class ArchitectureTests
{
    [Theory]
    // Foreign code that eng/setup.sh fetches; below everything of ours.
    [InlineData("Tts", new[] { "Microsoft.ML.OnnxRuntime" })]
    [InlineData("Integrations", new[] { "Tts" })]
    [InlineData("Worker", new[] { "Integrations", "Tts" })]
    public void Project_References_PointDown(string project, string[] allowed)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"IShowTts.{project}.csproj"));

        var references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')).Replace("IShowTts.", "", StringComparison.Ordinal));

        references.Order(StringComparer.Ordinal).ShouldBe(allowed);
    }

    [Fact]
    public void Assemblies_ReferenceNothingAbove()
    {
        References(Repository.Tts).ShouldNotContain(name => name.StartsWith("IShowTts", StringComparison.Ordinal) || name == "ishowtts");
        References(Repository.Integrations).ShouldNotContain("ishowtts");
    }

    [Fact]
    public void Integrations_OfTts_UsesAudioOnly()
    {
        var used = ReferencedNamespaces(Repository.Integrations, "IShowTts.Tts");

        used.ShouldBe(["IShowTts.Tts.Audio"]);
    }

    [Fact]
    public void OnnxRuntime_IsKnownToTtsOnly()
    {
        References(Repository.Integrations).ShouldNotContain("Microsoft.ML.OnnxRuntime");
        References(Repository.Worker).ShouldNotContain("Microsoft.ML.OnnxRuntime");
    }

    [Theory]
    [InlineData("System.Net")]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.Extensions.Hosting")]
    public void Tts_KnowsNoNetworkAndNoHost(string forbidden) =>
        ReferencedNamespaces(Repository.Tts).ShouldNotContain(name => name.StartsWith(forbidden, StringComparison.Ordinal));

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.Extensions.Hosting")]
    [InlineData("Microsoft.Data.Sqlite")]
    public void Integrations_KnowsNoHostAndNoStorage(string forbidden) =>
        ReferencedNamespaces(Repository.Integrations).ShouldNotContain(name => name.StartsWith(forbidden, StringComparison.Ordinal));

    [Fact]
    public void Types_NamedService_AreHosted()
    {
        var services = Repository.WrittenTypes.Where(type => type is { IsClass: true, IsNested: false } && type.Name.EndsWith("Service", StringComparison.Ordinal));

        services.Where(type => !typeof(IHostedService).IsAssignableFrom(type)).Select(type => type.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Types_OfTheWorker_AreInternal()
    {
        var visible = Repository.Worker.GetExportedTypes().Where(type => type.Namespace?.StartsWith("IShowTts", StringComparison.Ordinal) == true);

        visible.Select(type => type.FullName).ShouldBeEmpty("The worker is no library: internal keeps its surface free to change.");
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static SortedSet<string> ReferencedNamespaces(Assembly assembly, string? fromAssembly = null)
    {
        using var stream = File.OpenRead(assembly.Location);
        using var portable = new PEReader(stream);
        var metadata = portable.GetMetadataReader();
        var namespaces = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeReferences)
        {
            var reference = metadata.GetTypeReference(handle);
            var isWanted = fromAssembly is null
                || (reference.ResolutionScope.Kind == HandleKind.AssemblyReference
                    && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name) == fromAssembly);
            if (isWanted && !reference.Namespace.IsNil)
            {
                namespaces.Add(metadata.GetString(reference.Namespace));
            }
        }

        return namespaces;
    }
}
