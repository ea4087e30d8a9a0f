using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using IShowTts.Worker.Dashboard;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Api;

namespace IShowTts.Worker.Tests.Dashboard;

/// <summary>The dashboard's files are whole, and are served as pages must be.</summary>
public partial class DashboardFilesTests
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/dashboard/app.js", "text/javascript")]
    [InlineData("/dashboard/style.css", "text/css")]
    [InlineData("/dashboard/vendor/preact.js", "text/javascript")]
    [InlineData("/dashboard/views/now.js", "text/javascript")]
    public async Task File_AskedForWithoutToken_ComesWithTypeHashAndPolicy(string path, string type)
    {
        await using var host = await ApiHost.StartAsync(settings: [("Api:RequireTokenForReading", "true")]);

        using var response = await host.Stranger.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.ShouldBe(type);
        response.Headers.CacheControl?.NoCache.ShouldBeTrue();
        response.Headers.CacheControl?.NoStore.ShouldBeFalse();
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag.ShouldNotBeNull());
        using var second = await host.Stranger.SendAsync(again);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/dashboard/")]
    [InlineData("/dashboard/nothing.js")]
    [InlineData("/dashboard/../token")]
    [InlineData("/dashboard/..%2f..%2ftoken")]
    [InlineData("/dashboard/%2e%2e/config/ishowtts.json")]
    [InlineData("/dashboard/App.js")]
    public async Task File_ThatIsNone_IsNotFound(string path)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Stranger.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Files_NameOnlyFilesThatAreThere()
    {
        var missing = new List<string>();
        foreach (var name in DashboardFiles.Names.Where(name => !name.StartsWith("vendor/", StringComparison.Ordinal)))
        {
            var folder = new Uri(new Uri("http://x/dashboard/"), name);
            foreach (Match match in Reference().Matches(Text(name)))
            {
                var target = new Uri(folder, match.Groups["to"].Value).AbsolutePath["/dashboard/".Length..];
                if (DashboardFiles.Find(target) is null)
                {
                    missing.Add($"{name} names {match.Groups["to"].Value}");
                }
            }
        }

        missing.ShouldBeEmpty();
        DashboardFiles.Names.Count.ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Texts_HaveASentenceForEveryReasonCode()
    {
        var texts = Text("texts.en.js");

        ReasonTexts.Codes.Where(code => !Regex.IsMatch(texts, $@"^    '?{Regex.Escape(code)}'?: '", RegexOptions.Multiline, TimeSpan.FromSeconds(5))).ShouldBeEmpty();
    }

    [Fact]
    public void Pages_MakeNoMarkupOfTextAndRunNoText()
    {
        foreach (var name in DashboardFiles.Names.Where(name => !name.StartsWith("vendor/", StringComparison.Ordinal) && name.EndsWith(".js", StringComparison.Ordinal)))
        {
            Dangerous().Matches(Text(name)).Select(match => match.Value).ShouldBeEmpty(name);
        }

        Text("index.html").ShouldNotContain("style=");
        Regex.IsMatch(Text("index.html"), "<script[^>]*>[^<]", RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBeFalse("no inline script");
    }

    private static string Text(string name) => Encoding.UTF8.GetString(DashboardFiles.Find(name).ShouldNotBeNull().Bytes.Span);

    [GeneratedRegex("""(?:\bfrom |\bimport\(|href="|src="|url\()['"]?(?<to>(?:\.{1,2}|/dashboard)/[\w./-]+)""", RegexOptions.None, 5_000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|eval\(|new Function|srcdoc)\b", RegexOptions.None, 5_000)]
    private static partial Regex Dangerous();
}
