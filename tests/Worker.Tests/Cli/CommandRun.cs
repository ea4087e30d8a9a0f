using IShowTts.Worker.Cli;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Testing;

namespace IShowTts.Worker.Tests.Cli;

/// <summary>Runs a command line in process, with a data directory of its own and no configuration file but the one given.</summary>
/// <param name="folder">That of an earlier run, to go on with what it left; null for a new one.</param>
internal sealed class CommandRun(TemporaryDirectory? folder = null) : IDisposable
{
    private readonly TestConsole output = new TestConsole().Width(400);
    private readonly TestConsole error = new TestConsole().Width(400);
    private readonly MemoryStream bytes = new();

    public TemporaryDirectory Folder { get; } = folder ?? new();

    public Action<IServiceCollection>? ConfigureServices { get; init; }

    public int ExitCode { get; private set; } = -1;

    public string Output => output.Output;

    public string Error => error.Output;

    public byte[] Bytes => bytes.ToArray();

    public Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public async Task<CommandRun> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var config = Folder.Combine("ishowtts.json");
        if (!File.Exists(config))
        {
            await File.WriteAllTextAsync(config, "{}", CancellationToken.None);
        }

        var context = new CommandContext(output, error, () => bytes, TimeProvider.System) { ConfigureServices = ConfigureServices };
        // One command has a --config of its own (models convert f5).
        string[] configuration = arguments.Contains("--config") ? [] : ["--config", config];
        string[] data = arguments.Contains("--data-dir") ? [] : ["--data-dir", Folder.Combine("data")];
        ExitCode = await CommandLine.RunAsync([.. arguments, .. data, .. configuration], context, cancellationToken);
        return this;
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
        bytes.Dispose();
        if (folder is null)
        {
            Folder.Dispose();
        }
    }
}
