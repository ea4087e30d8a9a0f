using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.Synthesis;

public sealed class EngineThreadTests
{
    [Fact]
    public async Task Dispose_TwiceAndAfterTheThreadEnded_FinishesTheLineAndDoesNotThrow()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = new EngineThread("test", "the test");
        worker.Post(() => done.TrySetResult());

        worker.Dispose();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        worker.WaitEnded(TimeSpan.FromSeconds(20)).ShouldBeTrue();

        Should.NotThrow(worker.Dispose);
    }
}
