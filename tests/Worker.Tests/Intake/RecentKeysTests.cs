using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Tests.Intake;

public sealed class RecentKeysTests
{
    [Fact]
    public void Add_OneTooMany_ForgetsTheOldest()
    {
        var keys = new RecentKeys(2);

        keys.Add("a").ShouldBeTrue();
        keys.Add("b").ShouldBeTrue();
        keys.Add("b").ShouldBeFalse();
        keys.Add("c").ShouldBeTrue();

        (keys.Contains("a"), keys.Contains("b"), keys.Contains("c"), keys.Count).ShouldBe((false, true, true, 2));
    }

    [Fact]
    public void Add_AfterRemove_CountsAsNew()
    {
        var keys = new RecentKeys(3);
        keys.Add("a");
        keys.Add("b");
        keys.Remove("a");
        keys.Remove("a");
        keys.Add("a").ShouldBeTrue();
        keys.Add("c");

        // Three are there: nothing is forgotten. The next one pushes out b, which is the oldest now.
        (keys.Contains("a"), keys.Contains("b"), keys.Contains("c")).ShouldBe((true, true, true));
        keys.Add("d");
        (keys.Contains("a"), keys.Contains("b"), keys.Count).ShouldBe((true, false, 3));
    }
}
