using System.Diagnostics;
using IShowTts.TestKit;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>The Node tests of the Discord bridge (<c>bridge/*.test.mjs</c>), each file as one test. What needs the npm packages skips inside and says so.</summary>
public sealed class DiscordBridgeNodeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly Version Oldest = new(20, 19);
    private static readonly string Tests = Path.Combine(SharedData.RepositoryRoot, "tests", "Integrations.Tests", "Discord", "bridge");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Tests, "*.test.mjs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public async Task NodeTests_OfTheBridge_Pass(string file)
    {
        await RequireNodeAsync();

        var (exit, output) = await RunAsync("--test-reporter=tap", Path.Combine(Tests, file));

        exit.ShouldBe(0, output);
        output.ShouldNotContain("\n# tests 0\n");
        Skip.If(output.Contains("\n# pass 0\n", StringComparison.Ordinal), "Discord's npm packages are not here; ./run.sh setup --discord fetches them.");
    }

    [SkippableFact]
    public async Task Bridge_CheckedByTypeScript_HasNoErrors()
    {
        var root = SharedData.RepositoryRoot;
        var compiler = Path.Combine(root, "artifacts", "web", "node_modules", "typescript", "bin", "tsc");
        Skip.IfNot(File.Exists(compiler), "There is no TypeScript in artifacts/web (eng/setup.sh --tests fetches it).");
        Skip.IfNot(Directory.Exists(Path.Combine(root, "artifacts", "discord", "node_modules", "@types", "node")), "Discord's npm packages are not here; ./run.sh setup --discord fetches them.");

        var (exit, output) = await RunAsync(compiler, "-p", Path.Combine(root, "eng", "discord", "tsconfig.json"));

        exit.ShouldBe(0, output);
    }

    [Fact]
    public void Bridge_LiesBesideTheExecutable()
    {
        var source = Path.Combine(SharedData.RepositoryRoot, "src", "Integrations", "Discord", "bridge");
        var copied = Path.Combine(AppContext.BaseDirectory, "discord", "bridge");

        foreach (var file in Directory.GetFiles(source, "*.mjs"))
        {
            File.ReadAllText(Path.Combine(copied, Path.GetFileName(file))).ShouldBe(File.ReadAllText(file));
        }
    }

    private static async Task RequireNodeAsync()
    {
        var version = new Version(0, 0);
        try
        {
            var (exit, output) = await RunAsync("--version");
            if (exit == 0) _ = Version.TryParse(output.Trim().TrimStart('v'), out version);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no program of that name: the version stays 0.
        }

        Skip.If(version < Oldest, $"Node {Oldest} or newer is not here; the Discord bridge needs it.");
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
