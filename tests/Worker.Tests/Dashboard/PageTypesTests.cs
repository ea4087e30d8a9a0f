using System.Diagnostics;
using IShowTts.TestKit;

namespace IShowTts.Worker.Tests.Dashboard;

/// <summary>TypeScript checks the pages' JavaScript by its comments, strictly.</summary>
public class PageTypesTests
{
    [SkippableFact]
    public async Task Pages_CheckedByTypeScript_HaveNoErrors()
    {
        var (exitCode, output) = await CheckAsync("tsconfig.json");

        exitCode.ShouldBe(0, output);
    }

    private static async Task<(int ExitCode, string Output)> CheckAsync(string project)
    {
        var root = SharedData.RepositoryRoot;
        var compiler = Path.Combine(root, "artifacts", "web", "node_modules", "typescript", "bin", "tsc");
        Skip.IfNot(File.Exists(compiler), "There is no TypeScript in artifacts/web (eng/setup.sh --tests fetches it).");
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(compiler);
        start.ArgumentList.Add("-p");
        start.ArgumentList.Add(Path.Combine(root, "eng", "web", project));
        using var process = Process.Start(start).ShouldNotBeNull();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }
}
