using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using IShowTts.Worker.Redemptions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Redemptions;

/// <summary>A loopback Twitch that misbehaves, and workers that die over one queue file, one after the other.</summary>
internal sealed class RedemptionCrashLane : IAsyncDisposable
{
    private const string Token = "crashtoken";

    /// <summary>A child that hangs fails the test instead of holding it up; many times what is needed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly LoopbackTwitch _twitch;
    private readonly BookedReward _reward;
    private readonly Random _random;
    private readonly Random _faults;
    private readonly HashSet<string> _halfHeard = new(StringComparer.Ordinal);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    // A kill leaves the page cache alone, so a file system in memory proves the same and spares the disk.
    private readonly DirectoryInfo _folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", "ishowtts-redeem-" + Guid.NewGuid().ToString("N")))
        : Directory.CreateTempSubdirectory("ishowtts-redeem-");

    private int _redeemed;

    private RedemptionCrashLane(LoopbackTwitch twitch, int seed)
    {
        _twitch = twitch;
        _random = new Random(seed);
        _faults = new Random(seed + 1);
        twitch.SignIn.Allow(Token);
        _reward = Book.Add(new BookedReward("", "Say it", 100, LoopbackTwitch.ClientId))!;
        twitch.Faults.Rule = StrikeAsync;
    }

    /// <summary>Children that were killed while they worked.</summary>
    public int Kills { get; private set; }

    /// <summary>Times that a beginning was heard again after half of it had been heard.</summary>
    public int DoublePlays { get; private set; }

    /// <summary>Viewers who were told twice.</summary>
    public int DoubleLines { get; private set; }

    /// <summary>Utterances that gave way to a better twin, or were told by a lesser one.</summary>
    public int Twins { get; private set; }

    /// <summary>Times that a person let one through.</summary>
    public int Approved { get; private set; }

    /// <summary>Times that a person refused one.</summary>
    public int Refused { get; private set; }

    /// <summary>Calls that were spoilt.</summary>
    public int Faults { get; private set; }

    /// <summary>What Twitch saw.</summary>
    public RewardBook Book => _twitch.Rewards.Book;

    /// <summary>Starts Twitch.</summary>
    public static async Task<RedemptionCrashLane> StartAsync(int seed) => new(await LoopbackTwitch.StartAsync(), seed);

    /// <summary>Viewers redeem; one in twenty did so an hour ago. No two type the same; some type what is refused, or nothing.</summary>
    public void Redeem(int count)
    {
        for (; count > 0; count--)
        {
            var login = "v" + (++_redeemed).ToString("D5", CultureInfo.InvariantCulture);
            var at = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(_random.Next(20) == 0 ? 60 : 0);
            var words = _random.Next(12) switch
            {
                0 => "",
                < 3 => "a forbidden thing of " + login,
                _ => "hello from " + login,
            };
            Book.Redeem(_reward.Id, new Viewer(login, login, login), words, at);
        }
    }

    /// <summary>Starts a child and kills it at a random point.</summary>
    public async Task KillOneAsync()
    {
        using var child = Start("work");
        for (var lines = _random.Next(5) == 0 ? 0 : _random.Next(40); lines >= 0; lines--)
        {
            if (await ReadLineAsync(child) is not { } line)
            {
                throw new InvalidOperationException("The child ended by itself: " + await child.StandardError.ReadToEndAsync());
            }

            Note(line);
            if (Book.Redemptions.All(static one => one.Status != BookedRedemption.Unfulfilled))
            {
                break;
            }
        }

        for (var spins = _random.Next(20_000); spins > 0; spins--)
        {
            Thread.SpinWait(10);
        }

        child.Kill();
        Kills++;
        await ReadRestAsync(child);
    }

    /// <summary>Lets a last child finish without faults, then compares what Twitch saw with what the file says.</summary>
    public async Task CheckAsync()
    {
        _twitch.Faults.Rule = null;
        using (var child = Start("drain"))
        {
            await ReadRestAsync(child);
            child.ExitCode.ShouldBe(0, await child.StandardError.ReadToEndAsync());
        }

        var stored = (await ReadAllAsync()).ToLookup(static utterance => utterance.RedemptionId ?? "");
        Twins = stored.SelectMany(static one => one).Count(static one => one.Reason?.Code == ReasonCodes.Twin);
        foreach (var redemption in Book.Redemptions)
        {
            // Linked to what was told in chat, and told itself: then there are two, of which one speaks for both.
            var isFulfilled = stored[redemption.Id].Select(static one => RedemptionOutcome.IsFulfilled(one, refundModerated: false)).OfType<bool>().Distinct().ShouldHaveSingleItem();
            redemption.Status.ShouldBe(isFulfilled ? BookedRedemption.Fulfilled : BookedRedemption.Canceled, redemption.Input);
            if (_halfHeard.Contains(redemption.Viewer.Login))
            {
                isFulfilled.ShouldBeTrue("it was heard: " + redemption.Input);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _twitch.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<List<Utterance>> ReadAllAsync()
    {
        await using var queue = new SqliteUtteranceQueue(
            new DataDirectory(_folder.FullName), new FixedOptions<QueueOptions>(new QueueOptions()), TimeProvider.System, NullLogger<SqliteUtteranceQueue>.Instance);
        await queue.OpenAsync(default);
        var all = new List<Utterance>();
        while (await queue.ListAsync(new UtteranceQuery(Limit: 500, After: all.Count > 0 ? all[^1].Id : null), default) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        return all;
    }

    private Process Start(string mode)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "IShowTts.QueueCrash.dll"), _folder.FullName, _random.Next().ToString(CultureInfo.InvariantCulture), mode,
            _twitch.Address + "/helix", $"{LoopbackTwitch.ClientId} {LoopbackTwitch.BroadcasterId} {Token}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The child did not start.");
    }

    private static async Task<string?> ReadLineAsync(Process child)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            return await child.StandardOutput.ReadLineAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            throw;
        }
    }

    private async Task ReadRestAsync(Process child)
    {
        while (await ReadLineAsync(child) is { } line)
        {
            Note(line);
        }

        await child.WaitForExitAsync();
    }

    /// <summary>The last line may be cut by the kill; then nothing was said.</summary>
    private void Note(string line)
    {
        switch (line.Split(' '))
        {
            case ["start", { Length: 6 } viewer]:
                DoublePlays += _halfHeard.Contains(viewer) ? 1 : 0;
                break;
            case ["half" or "ended", { Length: 6 } viewer]:
                _halfHeard.Add(viewer);
                break;
            case ["approved", { Length: 6 }]:
                Approved++;
                break;
            case ["refused", { Length: 6 }]:
                Refused++;
                break;
            case ["said", ..]:
                foreach (var name in line.Split(' ').Where(static word => word.StartsWith('@')).Select(static word => word.TrimEnd(',')).Where(static word => word.Length == 7))
                {
                    DoubleLines += _said.Add(name) ? 0 : 1;
                }

                break;
        }
    }

    /// <summary>One settling in three is spoilt: refused for a while, or done without an answer.</summary>
    private async Task<bool> StrikeAsync(HttpContext context)
    {
        int dice;
        lock (_faults)
        {
            dice = _faults.Next(30);
            Faults += dice < 10 ? 1 : 0;
        }

        switch (dice)
        {
            case < 4:
                await LoopbackAnswer.ErrorAsync(context, (int)HttpStatusCode.InternalServerError, "Internal Server Error", "a fault of the test");
                return true;
            case < 6:
                context.Response.Headers["Ratelimit-Reset"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                await LoopbackAnswer.ErrorAsync(context, (int)HttpStatusCode.TooManyRequests, "Too Many Requests", "a fault of the test");
                return true;
            case < 10:
                await ActAsync(context);
                context.Abort();
                return true;
            default:
                return false;
        }
    }

    private async Task ActAsync(HttpContext context)
    {
        if (context.Request.Method == "PATCH")
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            Book.Settle(
                context.Request.Query["reward_id"].ToString(), [.. context.Request.Query["id"].OfType<string>()], body.RootElement.GetProperty("status").GetString()!, LoopbackTwitch.ClientId);
        }
    }
}
