using System.Text;
using System.Text.Json;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Api;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.SignIn;
using IShowTts.Worker.Telemetry;
using Spectre.Console.Testing;

namespace IShowTts.EndToEnd.Tests;

/// <summary>A sign-in from the code to its end, with a running worker beside it.</summary>
public sealed class TwitchSignInTests
{
    private const string Command = "ishowtts twitch login";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task SignIn_LoginRenewalRevocation_ReachesTheRunningWorkerAndChatGoesOn()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var chat = await LoopbackIrcServer.StartAsync();
        await using var twitch = await LoopbackTwitch.StartAsync();
        twitch.SignIn.Interval = 1;
        twitch.SignIn.Approve();
        var settings = new Dictionary<string, string?>(twitch.Configuration)
        {
            ["Twitch:IrcUrl"] = chat.Url.ToString(),
            ["Twitch:ReconnectMinSeconds"] = "0.05",
            ["Twitch:ReconnectMaxSeconds"] = "0.2",
        };
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { KeepSources = true, Configuration = settings });
        var account = worker.Get<ITwitchAccount>();
        var anonymous = await chat.AcceptAndWelcomeAsync(limit.Token);
        anonymous.Received.ShouldContain(line => line.StartsWith("NICK justinfan", StringComparison.Ordinal));
        account.State.ShouldBe(TwitchAccountState.SignedOut);

        // Login: the running worker has it without a restart.
        var said = new StringBuilder();
        (await RunAsync(worker.Directory, settings, said, "twitch", "login")).ShouldBe(ExitCodes.Done, said.ToString());
        await WaitAsync(account, () => account.State == TwitchAccountState.SignedIn, limit.Token);
        var first = twitch.SignIn.Newest.ShouldNotBeNull();
        var file = Path.Combine(worker.Directory, "twitch-account");
        Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, limit.Token)).ShouldNotContain(first.AccessToken);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // A 401: somebody notices, one renews, all have the new pair.
        twitch.SignIn.ExpireAll();
        (await RunAsync(worker.Directory, settings, said, "twitch", "status", "--json")).ShouldBe(ExitCodes.Done, said.ToString());
        var second = twitch.SignIn.Newest.ShouldNotBeNull();
        second.AccessToken.ShouldNotBe(first.AccessToken);
        (await account.GetAsync(limit.Token)).ShouldNotBeNull().Token.ShouldBe(second.AccessToken);

        // Rights taken back: told with the command, and chat is read on without the account.
        twitch.SignIn.RevokeAll();
        (await RunAsync(worker.Directory, settings, said, "twitch", "status")).ShouldBe(ExitCodes.Failed);
        await WaitAsync(account, () => account.State == TwitchAccountState.SignInAgain, limit.Token);
        await WaitForAlarmAsync(worker.Alarms, limit.Token);
        worker.Alarms.Current.ShouldContain(alarm => alarm.Key == "twitch:account" && alarm.Text.Contains(Command));
        var health = (await worker.Get<HealthReport>().CreateAsync(limit.Token)).Twitch.ShouldNotBeNull();
        (health.State, health.Login).ShouldBe(("sign-in-again", null));
        health.Trouble.ShouldContain(Command);
        anonymous.Abort();
        var next = await chat.AcceptAndWelcomeAsync(limit.Token);
        next.Received.ShouldNotContain(line => line.StartsWith("PASS", StringComparison.Ordinal));
        await next.SendChatAsync("m1", "ann", "still read");
        await worker.WaitAsync("m1", UtteranceState.Heard);

        twitch.SignIn.DoubleUses.ShouldBe(0);
        twitch.SignIn.TooFast.ShouldBe(0);
        foreach (var secret in new[] { "accesstoken", "refresh+", "devicesecret" })
        {
            said.ToString().ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task Renewal_ProcessKilledInTheMiddle_LeavesAPairThatWorks()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var twitch = await LoopbackTwitch.StartAsync();
        var folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            var config = Path.Combine(folder, "ishowtts.json");
            await File.WriteAllTextAsync(config, Json(twitch.Configuration), limit.Token);
            using var store = new ProtectedTokenStore(new DataDirectory(folder), TimeProvider.System);
            await store.WriteAsync(Tokens(twitch.SignIn.Grant()), limit.Token);
            for (var kill = 0; kill < 2; kill++)
            {
                twitch.SignIn.ExpireAll();
                var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                twitch.SignIn.BeforeRenewal = async () =>
                {
                    arrived.TrySetResult();
                    await killed.Task;
                    throw new OperationCanceledException("whoever asked is gone");
                };
                using (var process = WorkerProcess.Start("twitch", "status", "--data-dir", folder, "--config", config))
                {
                    await arrived.Task.WaitAsync(limit.Token);
                    process.Kill();
                }

                twitch.SignIn.BeforeRenewal = null;
                killed.SetResult();
                var pair = (await store.ReadAsync(limit.Token)).ShouldNotBeNull();
                twitch.SignIn.IsRenewable(pair.RefreshToken).ShouldBeTrue();

                // The lock went with the killed process: the next one renews.
                using var after = WorkerProcess.Start("twitch", "status", "--data-dir", folder, "--config", config);
                while (await after.ReadLineAsync(limit.Token) is not null)
                {
                    // Its table is read to the end.
                }

                (await after.WaitAsync(limit.Token)).ShouldBe(ExitCodes.Done);
                (await store.ReadAsync(limit.Token)).ShouldNotBeNull().AccessToken.ShouldBe(twitch.SignIn.Newest!.AccessToken);
            }

            (twitch.SignIn.Renewals, twitch.SignIn.DoubleUses).ShouldBe((2, 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TwitchTokens Tokens(LoopbackToken token) => new(
        new TwitchSession(LoopbackTwitch.ClientId, token.UserId, token.Login, [.. token.Scopes.Order(StringComparer.Ordinal)], token.ExpiresAt),
        token.AccessToken,
        token.RefreshToken);

    private static async Task<int> RunAsync(string directory, IReadOnlyDictionary<string, string?> settings, StringBuilder said, params string[] arguments)
    {
        using var output = new TestConsole().Width(400);
        using var error = new TestConsole().Width(400);
        var config = Path.Combine(directory, "test-config.json");
        await File.WriteAllTextAsync(config, Json(settings));
        var context = new CommandContext(output, error, static () => Stream.Null, TimeProvider.System);
        var code = await CommandLine.RunAsync([.. arguments, "--data-dir", directory, "--config", config], context, CancellationToken.None);
        said.AppendLine(output.Output).AppendLine(error.Output);
        return code;
    }

    private static string Json(IReadOnlyDictionary<string, string?> settings) => JsonSerializer.Serialize(new
    {
        Twitch = settings.ToDictionary(static setting => setting.Key["Twitch:".Length..], static setting => (object?)(double.TryParse(setting.Value, out var number) ? number : setting.Value)),
    });

    private static async Task WaitAsync(ITwitchAccount account, Func<bool> isSo, CancellationToken limit)
    {
        var changed = new SemaphoreSlim(0);
        void Tell() => changed.Release();
        account.Changed += Tell;
        try
        {
            while (!isSo())
            {
                await changed.WaitAsync(limit);
            }
        }
        finally
        {
            account.Changed -= Tell;
        }
    }

    private static async Task WaitForAlarmAsync(IAlarms alarms, CancellationToken limit)
    {
        var changed = new SemaphoreSlim(0);
        void Tell() => changed.Release();
        alarms.Changed += Tell;
        try
        {
            while (alarms.Current.All(static alarm => alarm.Key != "twitch:account"))
            {
                await changed.WaitAsync(limit);
            }
        }
        finally
        {
            alarms.Changed -= Tell;
        }
    }
}
