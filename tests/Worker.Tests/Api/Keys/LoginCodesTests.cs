using IShowTts.Worker.Api.Keys;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Api.Keys;

public class LoginCodesTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Code_Counts_Once()
    {
        var codes = new LoginCodes(time);
        var code = codes.Create();

        codes.TryUse(code).ShouldBeTrue();
        codes.TryUse(code).ShouldBeFalse();
    }

    [Fact]
    public void Code_AfterTenMinutes_CountsNoMore()
    {
        var codes = new LoginCodes(time);
        var early = codes.Create();
        time.Advance(TimeSpan.FromMinutes(1));
        var late = codes.Create();

        time.Advance(TimeSpan.FromMinutes(9));

        codes.TryUse(early).ShouldBeFalse();
        codes.TryUse(late).ShouldBeTrue();
    }

    [Fact]
    public void Codes_WithoutEnd_LeaveTheLatest()
    {
        var codes = new LoginCodes(time);
        var all = Enumerable.Range(0, LoginCodes.MaxCodes * 2).Select(_ => codes.Create()).ToArray();

        all.Count(codes.TryUse).ShouldBe(LoginCodes.MaxCodes);
        all.Distinct().Count().ShouldBe(all.Length);
    }

    [Fact]
    public void Code_TriedByManyAtOnce_OpensForOne()
    {
        var codes = new LoginCodes(time);
        for (var round = 0; round < 50; round++)
        {
            var code = codes.Create();
            var opened = 0;
            Parallel.For(0, 8, _ =>
            {
                if (codes.TryUse(code))
                {
                    Interlocked.Increment(ref opened);
                }
            });

            opened.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    public void Code_ThatIsNone_OpensNothing(string offered)
    {
        var codes = new LoginCodes(time);
        codes.Create();

        codes.TryUse(offered).ShouldBeFalse();
    }
}
