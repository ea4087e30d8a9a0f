using System.Text.RegularExpressions;
using IShowTts.Worker.Api;
using IShowTts.Worker.BrowserSource;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.BrowserSource;

/// <summary>The overlay's own words are in one file, so that it can be translated.</summary>
public sealed partial class OverlayTextsTests
{
    [Fact]
    public void Files_OtherThanTheTexts_HaveNoWordsForPeople()
    {
        foreach (var (name, file) in OverlayFiles.All.Where(file => file.Key.EndsWith(".js", StringComparison.Ordinal) && !file.Key.StartsWith("texts.", StringComparison.Ordinal)))
        {
            var code = string.Join('\n', System.Text.Encoding.UTF8.GetString(file.Bytes.Span).Split('\n')
                .Select(line => line.Contains("console.", StringComparison.Ordinal) || line.Contains("#startAgain('", StringComparison.Ordinal) ? "" : Comment().Replace(line, "")));

            Literal().Matches(code).Select(match => match.Value)
                .Where(literal => literal.Any(char.IsAsciiLetterUpper) && literal.Contains(' ', StringComparison.Ordinal))
                .ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void Page_BeforeItsScriptRuns_HasNoWordsButTheProductsName()
    {
        var html = System.Text.Encoding.UTF8.GetString(OverlayFiles.All["index.html"].Bytes.Span);

        Tag().Replace(html, " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ShouldBe(["iShowTTS"]);
    }

    [Fact]
    public void Texts_OfEveryLanguage_NameEveryKindOfMessage()
    {
        var languages = OverlayFiles.All.Where(file => Language().IsMatch(file.Key)).ToArray();

        languages.ShouldNotBeEmpty();
        foreach (var (name, file) in languages)
        {
            var text = System.Text.Encoding.UTF8.GetString(file.Bytes.Span);
            Enum.GetValues<UtteranceKind>().Select(Kebab.Of).Where(kind => !text.Contains($"'{kind}': '", StringComparison.Ordinal)).ShouldBeEmpty(name);
        }
    }

    [GeneratedRegex(@"(^|\s)//.*$|/\*\*.*$|^\s*\*.*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"'([^'\\\n]|\\.)*'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Literal();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^texts\.[a-z-]+\.js$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Language();
}
