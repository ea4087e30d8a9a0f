using IShowTts.Integrations.Playback;
using IShowTts.Worker.Api;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Playout;

public class SpokenKindsTests
{
    [Fact]
    public void SpokenKinds_AreTheKindsOfUtterance() => SpokenKinds.All.Order().ShouldBe(Kebab.All<UtteranceKind>().Order());
}
