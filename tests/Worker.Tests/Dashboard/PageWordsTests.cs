using System.Text;
using System.Text.RegularExpressions;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Dashboard;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Dashboard;

/// <summary>Every word of the dashboard is in its file of texts, and what it offers fits what the worker does.</summary>
public partial class PageWordsTests
{
    [Fact]
    public void Modules_HoldNoWordsOfTheirOwn()
    {
        var found = Own().SelectMany(name => PageMarkup.WordsIn(Text(name)).Select(words => $"{name}: {words}"));

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("const X = () => html`<p class=\"a\">Hello there</p>`;", "Hello there")]
    [InlineData("html`<button title=\"Close it\" onClick=${() => { go({ a: 1 }); }}></button>`", "Close it")]
    [InlineData("html`<${Row} lead=${html`<i>Nested word</i>`}>${list.map((u) => html`<b>${u.name}</b>`)}<//>`", "Nested word")]
    [InlineData("html`<p>${name} said</p>`", "{} said")]
    public void Words_InMarkup_AreFound(string module, string words) => PageMarkup.WordsIn(module).ShouldBe([words]);

    [Theory]
    [InlineData("html`<p class=\"big\" title=${texts.title}>${texts.hello} · <b>${`${a} b c`}</b></p>`")]
    [InlineData("// a comment with 'quotes and `ticks\nconst text = 'html`<p>no markup</p>`';")]
    [InlineData("const path = `/api/utterances/${id}/skip`;")]
    public void Words_ThatAreNoMarkup_AreNone(string module) => PageMarkup.WordsIn(module).ShouldBeEmpty();

    [Fact]
    public void Modules_TakeTheirWordsFromTheOneFileThatNamesTheLanguage()
    {
        Own().Where(name => name != "texts.js" && Text(name).Contains("texts.en.js", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Fate_OfEveryReason_IsAsTheQueueDecides()
    {
        var fate = Text("fate.js");
        var takenBack = Codes(fate, "TAKEN_BACK");
        var refused = Codes(fate, "REFUSED");

        foreach (var code in ReasonTexts.Codes)
        {
            var over = TestUtterance.Chat() with { State = UtteranceState.Rejected, Reason = new StateReason(code, "Filters:Some:Rule") };
            takenBack.Contains(code).ShouldBe(Origin.IsTakenBack(over), code);
            refused.Contains(code).ShouldBe(Origin.IsRefusedByRule(over), code);
        }
    }

    private static string[] Codes(string module, string set) =>
        [.. Code().Matches(Regex.Match(module, $@"{set} = new Set\(\[(?<all>[^\]]*)\]\)", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups["all"].Value).Select(match => match.Groups["code"].Value)];

    private static IEnumerable<string> Own() => DashboardFiles.Names.Where(name =>
        name.EndsWith(".js", StringComparison.Ordinal) && !name.StartsWith("vendor/", StringComparison.Ordinal) && !name.StartsWith("texts.", StringComparison.Ordinal));

    private static string Text(string name) => Encoding.UTF8.GetString(DashboardFiles.Find(name).ShouldNotBeNull().Bytes.Span);

    [GeneratedRegex("'(?<code>[^']+)'", RegexOptions.None, 5_000)]
    private static partial Regex Code();
}
