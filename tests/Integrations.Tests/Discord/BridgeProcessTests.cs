using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Discord.Link;
using IShowTts.TestKit;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>The process around the bridge: its environment, its socket, its files, its Node, its end.</summary>
public sealed class BridgeProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-bridge-").FullName;
    private readonly CollectedLogs logs = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Environment_OfTheBridge_HoldsNothingOfOurs()
    {
        var target = new Dictionary<string, string?> { ["ISHOWTTS__Discord__Token"] = "secret" };
        var ours = new Hashtable
        {
            ["PATH"] = "/bin", ["HOME"] = "/me", ["LC_ALL"] = "C", ["LANG"] = "en", ["NODE_EXTRA_CA_CERTS"] = "/ca.pem", ["HTTPS_PROXY"] = "http://proxy", ["SystemRoot"] = @"C:\Windows",
            ["ISHOWTTS__Discord__Token"] = "secret", ["TWITCH_TOKEN"] = "secret", ["NODE_OPTIONS"] = "--require evil", ["LD_PRELOAD"] = "evil.so", ["AWS_SECRET_ACCESS_KEY"] = "secret",
        };

        BridgeEnvironment.Fill(target, ours);

        target.Keys.Order(StringComparer.Ordinal).ShouldBe(["HOME", "HTTPS_PROXY", "LANG", "LC_ALL", "NODE_EXTRA_CA_CERTS", "PATH", "SystemRoot"]);
    }

    [SkippableFact]
    public async Task Endpoint_IsOfThisUserOnly_AndIsGoneWhenOneHasConnected()
    {
        Skip.If(OperatingSystem.IsWindows(), "A named pipe has no folder.");
        await using var endpoint = BridgeEndpoint.Create();
        var home = Path.GetDirectoryName(endpoint.Address)!;
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(home).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var first = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await first.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.Address));
        await using var accepted = await endpoint.AcceptAsync(default).AsTask().WaitAsync(Limit);

        Directory.Exists(home).ShouldBeFalse();
        using var second = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await Should.ThrowAsync<SocketException>(async () => await second.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.Address)));
    }

    [Fact]
    public void Modules_AreFoundUpward_ElseBesideTheProgram_ElseTheCureIsSaid()
    {
        var program = Path.Combine(folder, "a", "b", "c");
        Directory.CreateDirectory(program);
        var missing = Should.Throw<BridgeFailedException>(() => BridgeFiles.FindModules("", program));
        missing.Reason.ShouldBe("library");
        missing.Message.ShouldContain("./run.sh setup --discord");

        var beside = Install(Path.Combine(program, "discord", "node_modules"));
        BridgeFiles.FindModules("", program).ShouldBe(beside);
        var above = Install(Path.Combine(folder, "artifacts", "discord", "node_modules"));
        BridgeFiles.FindModules("", program).ShouldBe(above);
        BridgeFiles.FindModules(beside, folder).ShouldBe(beside);
        Should.Throw<BridgeFailedException>(() => BridgeFiles.FindModules(folder, program)).Message.ShouldContain("Discord:ModulesFolder");
        Should.Throw<BridgeFailedException>(() => BridgeFiles.Main(folder)).Reason.ShouldBe("bridge-missing");
    }

    [Fact]
    public async Task Node_ThatIsMissing_IsForGoodWithTheCure()
    {
        var error = await Should.ThrowAsync<BridgeFailedException>(async () => await NodeProgram.CheckAsync("ishowtts-no-such-node", TimeProvider.System, default));

        error.Reason.ShouldBe("node-missing");
        error.Message.ShouldContain("Discord:Node");
        error.Message.ShouldContain("./run.sh setup --discord");
    }

    [SkippableTheory]
    [InlineData("v20.18.0", "node-too-old")]
    [InlineData("Python 3.12", "node-missing")]
    [InlineData("", "node-missing")]
    public async Task Node_ThatIsTooOldOrNone_IsForGoodWithTheCure(string says, string reason)
    {
        var node = Script($"echo '{says}'");

        var error = await Should.ThrowAsync<BridgeFailedException>(async () => await NodeProgram.CheckAsync(node, TimeProvider.System, default));

        error.Reason.ShouldBe(reason);
        error.Message.ShouldContain("20.19");
    }

    [SkippableFact]
    public async Task Node_ThatIsNewEnough_IsTaken() => await NodeProgram.CheckAsync(Script("echo v20.19.0"), TimeProvider.System, default);

    [SkippableFact]
    public async Task Launch_ABridgeThatEndsBeforeItConnects_SaysWhatItSaid()
    {
        var node = Script("[ \"$1\" = --version ] && { echo v22.0.0; exit; }\necho 'Error: it broke' >&2\nexit 7");

        var error = await Should.ThrowAsync<BridgeLostException>(async () => await LaunchAsync(node));

        error.Message.ShouldBe("The Discord bridge ended with code 7 before it connected. It said: Error: it broke");
    }

    [SkippableFact]
    public async Task Launch_ABridgeThatSaysItIsOfNoUse_IsForGood()
    {
        var node = Script("[ \"$1\" = --version ] && { echo v22.0.0; exit; }\nexit 3");

        (await Should.ThrowAsync<BridgeFailedException>(async () => await LaunchAsync(node))).Message.ShouldContain("./run.sh setup --discord");
    }

    [SkippableFact]
    public async Task Launch_Cancelled_LeavesNoProcess()
    {
        var pidFile = Path.Combine(folder, "pid");
        var node = Script($"[ \"$1\" = --version ] && {{ echo v22.0.0; exit; }}\necho $$ > {pidFile}.part\nmv {pidFile}.part {pidFile}\nexec sleep 600");
        using var stop = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(folder, "pid");
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Renamed += (_, _) => written.TrySetResult();
        watcher.Created += (_, _) => written.TrySetResult();
        watcher.EnableRaisingEvents = true;

        var launching = LaunchAsync(node, stop.Token).AsTask();
        await written.Task.WaitAsync(Limit);
        var pid = int.Parse(await File.ReadAllTextAsync(pidFile), CultureInfo.InvariantCulture);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => launching.WaitAsync(Limit));
        Should.Throw<ArgumentException>(() => Process.GetProcessById(pid));
    }

    private static string Install(string modules)
    {
        Directory.CreateDirectory(Path.Combine(modules, "discord.js"));
        File.WriteAllText(Path.Combine(modules, "discord.js", "package.json"), "{}");
        return modules;
    }

    private ValueTask<IBridge> LaunchAsync(string node, CancellationToken cancellationToken = default)
    {
        var options = new DiscordOptions { Node = node, ModulesFolder = Install(Path.Combine(folder, "node_modules")) };
        return new NodeBridgeLauncher(options, TimeProvider.System, logs.Of<DiscordBot>()).LaunchAsync(new BridgeOutput("", TimeProvider.System, logs.Of<DiscordBot>()), cancellationToken);
    }

    private string Script(string body)
    {
        Skip.If(OperatingSystem.IsWindows(), "A shell script stands in for Node.");
        var path = Path.Combine(folder, "node");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
