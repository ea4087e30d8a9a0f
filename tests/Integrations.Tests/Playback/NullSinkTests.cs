using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Playback;

public class NullSinkTests : AudioSinkContract
{
    protected override IAudioSink Create() => new NullSink(TimeProvider.System);

    protected override IAudioSink CreateHoldable(out Action hold, out Action release)
    {
        var clock = new FakeTimeProvider();
        hold = static () => { };
        release = () => clock.Advance(IAudioSink.MaxBuffer);
        return new NullSink(clock);
    }

    protected override bool Break(IAudioSink sink) => false;

    protected override void Repair(IAudioSink sink) => throw new InvalidOperationException("It cannot break.");
}
