using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Hosting;

namespace IShowTts.EndToEnd.Tests;

public sealed class IdleExitTests
{
    [Fact]
    public async Task ExitWhenIdle_SourceEnded_StopsAfterTheLastWord()
    {
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { ExitWhenIdle = true });
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = worker.Get<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());

        worker.Source.Give(Chat.Message("m1", "ann", "hello"));
        worker.Source.Give(Chat.Message("m2", "bob", "hello you"));
        worker.Source.End();

        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(30));
        (await worker.Queue.ListAsync(new UtteranceQuery(), CancellationToken.None)).ShouldAllBe(utterance => utterance.State == UtteranceState.Heard);
    }
}
