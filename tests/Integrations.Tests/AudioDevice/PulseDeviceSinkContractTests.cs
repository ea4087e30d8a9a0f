using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

public class PulseDeviceSinkContractTests(PulseServerFixture server) : AudioSinkContract, IClassFixture<PulseServerFixture>
{
    protected override IAudioSink Create()
    {
        server.Require();
        return TestSinks.Device(server.Address);
    }

    protected override IAudioSink CreateHoldable(out Action hold, out Action release)
    {
        hold = server.Freeze;
        release = server.Thaw;
        return Create();
    }

    protected override bool Break(IAudioSink sink)
    {
        server.KillHard();
        return true;
    }

    protected override void Repair(IAudioSink sink) => server.Start().ShouldBeNull();
}
