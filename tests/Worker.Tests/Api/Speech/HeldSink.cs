using IShowTts.Worker.Api.Speech;

namespace IShowTts.Worker.Tests.Api.Speech;

/// <summary>Holds its caller until the test lets it go on.</summary>
internal sealed class HeldSink : IByteSink
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Bytes { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Entered.TrySetResult();
        await GoOn.Task.WaitAsync(cancellationToken);
        Bytes += bytes.Length;
    }
}
