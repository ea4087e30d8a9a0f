using IShowTts.Worker.Api;
using Microsoft.AspNetCore.Http;

namespace IShowTts.Worker.Tests.Api;

public class PageHeadersTests
{
    [Theory]
    [InlineData(false, "frame-ancestors 'none'", "DENY")]
    [InlineData(true, "frame-ancestors 'self'", "SAMEORIGIN")]
    public void Headers_OfAPage_LetNothingRunThatIsNotOurs(bool mayBeFramed, string ancestors, string frames)
    {
        var context = new DefaultHttpContext();

        new PageHeaders(mayBeFramed).Apply(context.Response);

        var headers = context.Response.Headers;
        var policy = headers.ContentSecurityPolicy.ToString();
        policy.ShouldContain("default-src 'none'; script-src 'self'; style-src 'self';");
        policy.ShouldContain("base-uri 'none'; form-action 'none'; " + ancestors);
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("*");
        headers.XFrameOptions.ToString().ShouldBe(frames);
        headers.XContentTypeOptions.ToString().ShouldBe("nosniff");
        headers["Referrer-Policy"].ToString().ShouldBe("no-referrer");
        headers["Permissions-Policy"].ToString().ShouldContain("microphone=()");
    }
}
