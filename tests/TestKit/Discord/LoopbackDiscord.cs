using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace IShowTts.TestKit.Discord;

/// <summary>
/// Discord on this machine: REST, gateway, voice gateway with DAVE, UDP, members who listen, and faults on demand. A Node program (<c>loopback/main.mjs</c>)
/// in a process of its own, which ends with this object; guilds and members are those of <see cref="LoopbackWorld"/>.
/// </summary>
/// <remarks>Thread safe. Every wait ends after <see cref="Limit"/>.</remarks>
internal sealed partial class LoopbackDiscord : IAsyncDisposable
{
    /// <summary>The longest wait for anything.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<string?> s_node = new(FindNode);
    private readonly Process process;
    private readonly string folder;
    private readonly Lock gate = new();
    private readonly List<(Func<LoopbackState, bool> Condition, TaskCompletionSource<LoopbackState> Done)> waiters = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> asked = new();
    private readonly ConcurrentQueue<string> log = new();
    private readonly TaskCompletionSource<JsonElement> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim writing = new(1, 1);
    private Task reading = Task.CompletedTask;
    private LoopbackState state = LoopbackState.Empty;
    private int questions;

    private LoopbackDiscord(Process process, string folder)
    {
        this.process = process;
        this.folder = folder;
    }

    /// <summary>What <c>Discord:ApiUrl</c> must be.</summary>
    public string ApiUrl { get; private set; } = "";

    /// <summary>The authority's certificate; <c>NODE_EXTRA_CA_CERTS</c> of this process names it, so that bridges that it starts know it.</summary>
    public static string CaFile => LoopbackAuthority.File;

    /// <summary>The newest state.</summary>
    public LoopbackState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    /// <summary>What the Node program had to tell: messages it could not use, errors of its own.</summary>
    public IReadOnlyCollection<string> Log => log;

    /// <summary>The folder of packages that <c>./run.sh setup --discord</c> fetches; skips the test, saying what is missing, when Node or it is not there.</summary>
    public static string RequireModules()
    {
        var modules = Path.Combine(SharedData.RepositoryRoot, "artifacts", "discord", "node_modules");
        Skip.IfNot(Directory.Exists(Path.Combine(modules, "ws")), "Discord's npm packages are not here; ./run.sh setup --discord fetches them.");
        Skip.If(s_node.Value is null, "node is not installed; Discord's bridge and the loopback need it (20.19 or later).");
        return modules;
    }

    /// <summary>Starts it; skips the test, saying why, when it cannot run here.</summary>
    public static async Task<LoopbackDiscord> StartAsync()
    {
        var modules = RequireModules();
        var files = Directory.CreateTempSubdirectory("ishowtts-discord-").FullName;
        var certificate = LoopbackCertificate.Create();
        var program = Path.Combine(SharedData.RepositoryRoot, "tests", "TestKit", "Discord", "loopback", "main.mjs");
        var start = new ProcessStartInfo("node", [program, modules])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var discord = new LoopbackDiscord(Process.Start(start)!, files);
        try
        {
            await discord.BeginAsync(certificate);
            return discord;
        }
        catch
        {
            await discord.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a condition holds; it is tried now and at every new state.</summary>
    /// <param name="condition">For example <c>state => state.Listener(Ann)?.Audio >= 50</c>.</param>
    /// <param name="why">What is waited for, for the message when it does not come.</param>
    /// <returns>The state in which it held.</returns>
    public async Task<LoopbackState> WaitUntilAsync(Func<LoopbackState, bool> condition, string why)
    {
        var done = new TaskCompletionSource<LoopbackState>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (condition(state)) return state;
            waiters.Add((condition, done));
        }

        try
        {
            return await done.Task.WaitAsync(Limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Not within {Limit.TotalSeconds} s: {why}. {Describe()}", exception);
        }
        finally
        {
            lock (gate)
            {
                waiters.RemoveAll(waiter => waiter.Done == done);
            }
        }
    }

    /// <summary>State and log as one text, for messages.</summary>
    public string Describe() => $"State: {JsonSerializer.Serialize(State, Json)}. Log: {string.Join("; ", log.TakeLast(10))}";

    /// <summary>Sends a command and waits for its answer; the state is as it left it by then.</summary>
    /// <exception cref="InvalidOperationException">The loopback refused it.</exception>
    private async Task<JsonElement> AskAsync(string command, object? members = null)
    {
        var id = Interlocked.Increment(ref questions);
        var line = JsonSerializer.SerializeToNode(members ?? new { }, Json)!.AsObject();
        line["id"] = id;
        line["do"] = command;
        var done = asked.GetOrAdd(id, static _ => new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously));
        await WriteAsync(line.ToJsonString(Json));
        var answer = await done.Task.WaitAsync(Limit);
        return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException($"{command}: {error.GetString()}") : answer;
    }

    private async Task WriteAsync(string line)
    {
        await writing.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(line);
            await process.StandardInput.FlushAsync();
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task BeginAsync(LoopbackCertificate certificate)
    {
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        reading = ReadAsync();
        var configuration = LoopbackWorld.Describe();
        configuration["certificate"] = certificate.Certificate;
        configuration["key"] = certificate.Key;
        await WriteAsync(JsonSerializer.Serialize(configuration, Json));
        var ports = await started.Task.WaitAsync(Limit);
        ApiUrl = $"http://127.0.0.1:{ports.GetProperty("port").GetInt32()}/api";
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            Take(document.RootElement.Clone());
        }

        var ended = new InvalidOperationException($"The loopback Discord ended: {string.Join("; ", log.TakeLast(10))}");
        started.TrySetException(ended);
        foreach (var question in asked.Values) question.TrySetException(ended);
        List<TaskCompletionSource<LoopbackState>> waiting;
        lock (gate)
        {
            waiting = [.. waiters.Select(waiter => waiter.Done)];
        }

        foreach (var waiter in waiting) waiter.TrySetException(ended);
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("state", out var told)) TakeState(told.Deserialize<LoopbackState>(Json)!);
        else if (message.TryGetProperty("log", out var text)) Note(text.GetString());
        else if (message.TryGetProperty("started", out var ports)) started.TrySetResult(ports);
        else if (message.TryGetProperty("id", out var id) && asked.TryRemove(id.GetInt32(), out var question)) question.TrySetResult(message);
        else if (message.TryGetProperty("error", out var error)) started.TrySetException(new InvalidOperationException(error.GetString()));
    }

    private void TakeState(LoopbackState told)
    {
        List<TaskCompletionSource<LoopbackState>> met;
        lock (gate)
        {
            state = told;
            met = [.. waiters.Where(waiter => waiter.Condition(told)).Select(waiter => waiter.Done)];
        }

        foreach (var waiter in met) waiter.TrySetResult(told);
    }

    private void Note(string? line)
    {
        if (line is null) return;
        log.Enqueue(line);
        while (log.Count > 200) log.TryDequeue(out _);
    }

    private static string? FindNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var version = node.StandardOutput.ReadToEnd().Trim();
            node.WaitForExit(Limit);
            return version;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close(); // the program ends with it
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        await reading;
        process.Dispose();
        writing.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
