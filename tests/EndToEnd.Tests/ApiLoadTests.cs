using IShowTts.TestKit.Hosting;

namespace IShowTts.EndToEnd.Tests;

/// <summary>The load of issue 5 in a small size; <c>./eng/bench.sh api</c> puts on the whole one.</summary>
public class ApiLoadTests
{
    [Fact]
    public async Task ListenersAndRequests_AllAtOnce_LoseAndReorderNothing()
    {
        var result = await ApiLoad.RunAsync(new ApiLoadSize(Listeners: 40, Requests: 20, Messages: 10, Rounds: 2));

        result.Failures.ShouldBeEmpty();
        result.Answers.ShouldBe(40);
        result.Wrong.ShouldBe(0);
        result.Transitions.ShouldBeGreaterThanOrEqualTo(30);
        result.Events.ShouldBe(40L * result.Transitions);
    }
}
