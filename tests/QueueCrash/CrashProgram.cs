using System.Globalization;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.QueueCrash;

/// <summary>
/// Works with a queue until it is killed, and says on its standard output, a line each, what the queue told it was committed
/// (see <see cref="CrashWorkload"/>). Arguments: data directory, seed, <c>work</c>, <c>drain</c> (finish everything, then exit 0) or <c>steer</c>
/// (see <see cref="CrashSteering"/>); with the address of Helix and a sign-in as further arguments it settles redemptions (see <see cref="CrashRedemptions"/>).
/// </summary>
internal static class CrashProgram
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length > 3)
        {
            return await SettleAsync(args);
        }

        if (args[2] == "steer")
        {
            await SteerAsync(args);
        }

        var options = new CrashOptions(new QueueOptions { Capacity = 60, ChatTimeToLiveSeconds = 0, MaxAttempts = 10, HistoryLimit = 1_000_000 });
        await using var queue = new SqliteUtteranceQueue(
            new DataDirectory(args[0]), options, TimeProvider.System, NullLogger<SqliteUtteranceQueue>.Instance);
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var workload = new CrashWorkload(queue, output, int.Parse(args[1], CultureInfo.InvariantCulture));
        await workload.OpenAsync();
        if (args[2] == "drain")
        {
            await workload.DrainAsync();
            return 0;
        }

        while (true)
        {
            await workload.StepAsync();
        }
    }

    private static async Task SteerAsync(string[] args)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await using var steering = new CrashSteering(args[0], int.Parse(args[1], CultureInfo.InvariantCulture), output);
        await steering.OpenAsync();
        while (true)
        {
            await steering.StepAsync();
        }
    }

    private static async Task<int> SettleAsync(string[] args)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await using var redemptions = new CrashRedemptions(args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args[3], args[4], output);
        await redemptions.OpenAsync();
        if (args[2] == "drain")
        {
            await redemptions.DrainAsync();
            return 0;
        }

        while (true)
        {
            await redemptions.StepAsync();
        }
    }
}
