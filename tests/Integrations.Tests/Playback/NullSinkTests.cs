using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Contracts;

namespace IShowTts.Integrations.Tests.Playback;

public class NullSinkTests : AudioSinkContract
{
    protected override IAudioSink Create() => new NullSink(TimeProvider.System);

    protected override bool Break(IAudioSink sink) => false;

    protected override void Repair(IAudioSink sink) => throw new InvalidOperationException("It cannot break.");
}
