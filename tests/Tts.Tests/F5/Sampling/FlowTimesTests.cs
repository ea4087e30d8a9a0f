using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.Tts.F5.Sampling;

namespace IShowTts.Tts.Tests.F5.Sampling;

public sealed class FlowTimesTests
{
    // One rounding of 1.0, the largest value in the sum behind sway: torch's vectorized cosine is not correctly rounded.
    private const float OneUlp = 1.2e-7f;

    [SkippableFact]
    public void Create_EveryScheduleOfTheReference_IsItsGrid()
    {
        using var rules = JsonDocument.Parse(File.ReadAllText(Goldens.Require("rules.json")));
        var schedules = rules.RootElement.GetProperty("schedule").EnumerateArray().ToArray();

        schedules.ShouldNotBeEmpty();
        foreach (var schedule in schedules)
        {
            double? sway = schedule.GetProperty("sway") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
            var expected = schedule.GetProperty("t").EnumerateArray().Select(time => (float)time.GetDouble()).ToArray();

            var times = FlowTimes.Create(schedule.GetProperty("steps").GetInt32(), schedule.GetProperty("epss").GetBoolean(), sway);

            times.Length.ShouldBe(expected.Length);
            for (var i = 0; i < times.Length; i++)
            {
                Math.Abs(times[i] - expected[i]).ShouldBeLessThanOrEqualTo(sway is null ? 0 : OneUlp, schedule.ToString());
            }
        }
    }

    [Fact]
    public void Create_AnySwayInRange_NeverRunsBackwards()
    {
        foreach (var sway in new double?[] { null, -1, -0.5, 0, 1, FlowTimes.LargestSway })
        {
            for (var nfe = 1; nfe <= FlowSchedule.MostEvaluations; nfe++)
            {
                var times = FlowTimes.Create(nfe, epss: true, sway);

                times[0].ShouldBe(0, OneUlp);
                times[^1].ShouldBe(1, OneUlp);
                times.Zip(times[1..], (now, next) => next - now).ShouldAllBe(length => length > 0);
            }
        }
    }
}
