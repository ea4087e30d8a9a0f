using IShowTts.Tts.Espeak;

namespace IShowTts.Tts.Tests.Espeak;

public sealed class EspeakWorkerTests
{
    [Fact]
    public async Task Dispose_TwiceAndAfterTheThreadEnded_FinishesTheLineAndDoesNotThrow()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = new EspeakWorker();
        worker.Post(() => done.TrySetResult());

        worker.Dispose();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        worker.WaitEnded(TimeSpan.FromSeconds(20)).ShouldBeTrue();

        Should.NotThrow(worker.Dispose);
    }
}
