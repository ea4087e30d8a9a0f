using IShowTts.Integrations.Events;
using IShowTts.TestKit.Hosting;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Workers in states that the dashboard is looked at in.</summary>
internal static class DashboardScenes
{
    /// <summary>Who steers for the test.</summary>
    public static Actor Test { get; } = new("test", "test");

    /// <summary>Points wait for approval and links are rejected, so that every list has something.</summary>
    public static WorkerFixtureSettings Settings(params (string Key, string Value)[] more)
    {
        var configuration = new Dictionary<string, string?> { ["Intake:Redemption:NeedsApproval"] = "true", ["Filters:Links:Action"] = "Reject" };
        foreach (var (key, value) in more)
        {
            configuration[key] = value;
        }

        return new() { Configuration = configuration };
    }

    /// <summary>One heard, one rejected, one held, and two that are prepared and four that wait because the speech is paused.</summary>
    public static async Task FillAsync(WorkerFixture worker)
    {
        worker.Source.Give(Chat.Message("heard", "stella", "that was close", ViewerRoles.Subscriber));
        await worker.WaitAsync("heard", UtteranceState.Heard);
        await worker.Control.PauseAsync(Test, CancellationToken.None);
        worker.Source.Give(Chat.Message("link", "spam_bot", "free followers at https://example.com/win"));
        await WaitForEndAsync(worker, "link");
        worker.Source.Give(Chat.Redeemed("held", "lumi", 500, "happy birthday Ana"));
        await worker.WaitAsync("held", UtteranceState.Held);
        foreach (var (id, login) in new[] { ("w1", "ann"), ("w2", "bob"), ("w3", "cleo"), ("w4", "dan"), ("w5", "eve"), ("w6", "finn") })
        {
            worker.Source.Give(Chat.Message(id, login, $"words of {login}"));
            await worker.WaitAsync(id, UtteranceState.Queued);
        }

        // The speech prepares two ahead; before it has taken them, the turns are not settled.
        await worker.WaitAsync("w1", UtteranceState.Synthesizing);
        await worker.WaitAsync("w2", UtteranceState.Synthesizing);
    }

    /// <summary>Starts a worker where one was before. Another test may have the port for a moment; then it is tried again.</summary>
    /// <param name="port">The port.</param>
    /// <param name="directory">Data directory to go on with; null for a new one.</param>
    public static async Task<WorkerFixture> StartAtAsync(int port, string? directory = null)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await WorkerFixture.StartAsync(Settings(("Api:Port", $"{port}")), directory);
            }
            catch (IOException) when (tries < 40)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            }
        }
    }

    /// <summary>Waits until somebody ends it: an engine that never gets further.</summary>
    public static ValueTask UntilEndedAsync(CancellationToken cancellationToken) => new(new TaskCompletionSource().Task.WaitAsync(cancellationToken));

    /// <summary>An engine's turn before each chunk: after some it waits for words that never come. How loud a voice is it tells at once: else each text waits for that measurement until its deadline.</summary>
    /// <param name="chunks">Chunks of 50 ms that come.</param>
    public static Func<SynthesisRequest, int, CancellationToken, ValueTask> HangAfter(int chunks) =>
        (request, chunk, token) => request.IsCalibration || chunk < chunks ? ValueTask.CompletedTask : UntilEndedAsync(token);

    /// <summary>Waits for the final state of an event's utterance.</summary>
    public static async Task<Utterance> WaitForEndAsync(WorkerFixture worker, string eventId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var transition in worker.Queue.WatchAsync(0, limit.Token))
        {
            if (transition.Utterance.EventId == eventId && transition.Utterance.State >= UtteranceState.Heard)
            {
                return transition.Utterance;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }
}
