using System.Reflection;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Tests.Redemptions;

/// <summary>The table of docs/twitch.md, one case for every state with every reason.</summary>
public sealed class RedemptionOutcomeTests
{
    private static readonly string[] Moderated = ["message-deleted", "viewer-silenced", "chat-cleared", "already-deleted", "held-by-platform"];

    /// <summary>Every state, every reason code, heard a quarter or three quarters.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            var codes = typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
                .Where(constant => constant.IsLiteral).Select(constant => (string)constant.GetRawConstantValue()!);
            foreach (var code in codes.Append(""))
            {
                foreach (var state in Enum.GetValues<UtteranceState>())
                {
                    cases.Add(state.ToString(), code);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsFulfilled_EveryStateWithEveryReason_IsWhatTheTableSays(string state, string code)
    {
        foreach (var share in new[] { 0, 0.25, 0.5, 0.75 })
        {
            foreach (var refundModerated in new[] { false, true })
            {
                var utterance = Ended(Enum.Parse<UtteranceState>(state), code, share);

                RedemptionOutcome.IsFulfilled(utterance, refundModerated).ShouldBe(Expected(state, code, share, refundModerated), $"{share} {refundModerated}");
            }
        }
    }

    [Fact]
    public void IsFulfilled_LengthNotKnown_IsEstimatedFromTheText()
    {
        // 150 characters are ten seconds at 15 a second.
        var utterance = TestUtterance.Paid(text: new string('x', 150)) with { State = UtteranceState.Skipped };

        RedemptionOutcome.IsFulfilled(utterance with { Timings = new UtteranceTimings { HeardMs = 4_900 } }, false).ShouldBe(false);
        RedemptionOutcome.IsFulfilled(utterance with { Timings = new UtteranceTimings { HeardMs = 5_100 } }, false).ShouldBe(true);
    }

    // Written from the words, not from the code.
    private static bool? Expected(string state, string code, double share, bool refundModerated) => state switch
    {
        "Held" or "Queued" or "Synthesizing" or "Playing" => null,
        "Heard" => true,
        _ when code == "redemption-cancelled" => null,
        _ when Moderated.Contains(code) => !refundModerated,
        "Skipped" or "Cancelled" => share >= 0.5,
        _ => false,
    };

    private static Utterance Ended(UtteranceState state, string code, double share) => TestUtterance.Paid() with
    {
        State = state,
        Reason = code.Length > 0 ? new StateReason(code) : null,
        Timings = new UtteranceTimings { AudioMs = 4_000, HeardMs = share * 4_000 },
    };
}
