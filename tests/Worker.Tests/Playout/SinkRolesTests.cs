using IShowTts.TestKit.Playback;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Playout;

public sealed class SinkRolesTests
{
    [Theory]
    [InlineData("nowhere", "Playout:StandInSink is \"nowhere\", but the sinks are speakers, money: name one of these, or leave it empty.")]
    [InlineData("SPEAKERS", "Playout:StandInSink: speakers is the required sink itself. Name another sink of Outputs:Sinks, or leave it empty.")]
    [InlineData("money", "Playout:StandInSink: money takes only some kinds of utterance, and a stand-in must take all. Empty its Kinds, name another sink in Playout:StandInSink, or leave that empty.")]
    public void StandIn_ThatCannotCount_IsAnErrorThatNamesTheKeyAndTheCure(string standIn, string error) =>
        Should.Throw<OptionsValidationException>(() => New(standIn)).Failures.ShouldHaveSingleItem().ShouldBe(error);

    [Fact]
    public async Task StandIn_IsFoundInAnyCase_AndMayBeLeftAway()
    {
        await using var with = New("SPARE");
        await using var without = New("");

        (with.Required.Name, with.StandInAfter).ShouldBe(("speakers", TimeSpan.FromSeconds(7)));
        without.StandInAfter.ShouldBe(TimeSpan.Zero);
    }

    private static SinkSet New(string standIn) => new(
        standIn == "SPARE" ? [new RecordingSink("speakers"), new RecordingSink("spare")] : [new RecordingSink("speakers"), new ChannelSink("money", "donation")],
        Options.Create(new PlayoutOptions { StandInSink = standIn, StandInAfterSeconds = 7 }),
        TimeProvider.System,
        new AlarmBoard(TimeProvider.System, NullLogger<AlarmBoard>.Instance),
        NullLogger<SinkSet>.Instance);
}
