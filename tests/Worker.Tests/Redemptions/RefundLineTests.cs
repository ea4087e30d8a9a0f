using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Tests.Redemptions;

public class RefundLineTests
{
    private static readonly string Text = new SettlementOptions().ReplyText;

    [Fact]
    public void Write_One_NamesTheViewerAndTheReason() => RefundLine.Write(Text, [new RefundNotice("1", "ana", ReasonCodes.Link)])
        .ShouldBe("@ana your points are back: Messages with links are not spoken.");

    [Fact]
    public void Write_Several_ShareALine() =>
        RefundLine.Write(Text, [new("1", "ana", ReasonCodes.Link), new("2", "bob", ReasonCodes.SkippedByPerson), new("3", "cid", ReasonCodes.Link), new("4", "ana", ReasonCodes.Link)])
            .ShouldBe("@ana, @cid your points are back: Messages with links are not spoken. @bob your points are back: Somebody skipped it.");

    [Fact]
    public void Write_AFlood_StaysOneShortLine()
    {
        var notices = Enumerable.Range(0, 50).Select(i => new RefundNotice($"{i}", $"viewer_with_a_long_name_{i}", i % 2 == 0 ? ReasonCodes.Link : ReasonCodes.Length)).ToList();

        var line = RefundLine.Write(Text, notices);

        line.Length.ShouldBeLessThanOrEqualTo(450);
        line.ShouldContain(" and 15 more ");
    }
}
