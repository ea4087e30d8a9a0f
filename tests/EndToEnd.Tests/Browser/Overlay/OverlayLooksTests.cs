using System.Globalization;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Themes, options, OBS's custom CSS; and pictures of it for the documents.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OverlayLooksTests(BrowserFixture browsers)
{
    private const int LargestPicture = 150_000;
    private static readonly string[] Themes = ["plain", "bubble", "bar", "neon", "contrast"];

    [SkippableFact]
    public async Task Page_InEveryTheme_IsTransparentAndLoadsNothingFromElsewhere()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var strangers = new List<string>();
        stage.Context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(stage.Worker.BaseAddress.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                strangers.Add(request.Url);
            }
        };

        foreach (var theme in Themes)
        {
            var page = await stage.OpenAsync($"&theme={theme}");
            foreach (var element in new[] { "html", "body" })
            {
                (await page.EvaluateAsync<string>($"() => getComputedStyle(document.querySelector('{element}')).backgroundColor")).ShouldBe("rgba(0, 0, 0, 0)");
            }

            await page.CloseAsync();
        }

        strangers.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task CustomCss_AsObsAddsIt_ChangesTheLooksAlthoughThePolicyForbidsInlineStyles()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        stage.Faults.Expected = "style-src"; // the policy refuses it, which is what is shown here
        var page = await stage.OpenAsync();

        await page.EvaluateAsync("""
            () => {
              const style = document.createElement('style');
              style.innerHTML = ':root { --overlay-font-size: 77px; } #text { letter-spacing: 3px; }';
              document.querySelector('head').appendChild(style);
            }
            """);

        await page.WaitForFunctionAsync("() => getComputedStyle(document.body).fontSize === '77px'");
        (await page.EvaluateAsync<string>("() => getComputedStyle(document.getElementById('text')).letterSpacing")).ShouldBe("3px");
    }

    [SkippableFact]
    public async Task Options_OfTheAddress_AreFollowedAndNonsenseIsHeldInBounds()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);

        var page = await stage.OpenAsync("&theme=javascript:x&position=top-left&size=1000&scale=0.5&lines=2&who=0&audio=0");

        (await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme")).ShouldBe("plain");
        (await page.EvaluateAsync<string>("() => getComputedStyle(document.body).fontSize")).ShouldBe("100px");
        (await page.EvaluateAsync<string>("() => getComputedStyle(document.body).alignItems")).ShouldBe("flex-start");
        await stage.WaitForAlarmAsync("audio=0");
    }

    [SkippableTheory]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikbesitzergattinnenverein und noch etwas")]
    [InlineData("مرحبا بالجميع في البث المباشر اليوم")]
    [InlineData("今日はとてもいい天気ですね、みんなで散歩に行きましょう")]
    public async Task Caption_OfAnyScriptAndLength_StaysInsideThePage(string text)
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenPlayingAsync("&width=40&linger=60");

        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, text));
        await page.WaitForSelectorAsync("#caption:not([hidden]) .word");
        var isInside = await page.EvaluateAsync<bool>("""
            () => {
              const box = document.getElementById('caption').getBoundingClientRect();
              const words = [...document.querySelectorAll('.word')].map(word => word.getBoundingClientRect());
              return box.width > 0 && box.height > 0 && box.left >= 0 && box.right <= innerWidth
                && words.length > 0 && words.every(word => word.width > 0 && word.left >= box.left - 1 && word.right <= box.right + 1);
            }
            """);

        isInside.ShouldBeTrue();
    }

    /// <summary>Makes the pictures of the documents: set ISHOWTTS_SCREENSHOTS to the folder docs/screenshots.</summary>
    [SkippableFact]
    public async Task Pictures_OfEveryTheme_ForTheDocuments()
    {
        var folder = Environment.GetEnvironmentVariable("ISHOWTTS_SCREENSHOTS");
        Skip.If(string.IsNullOrEmpty(folder), "ISHOWTTS_SCREENSHOTS names no folder for the pictures.");
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);

        for (var i = 0; i < Themes.Length; i++)
        {
            var page = await stage.OpenPlayingAsync($"&theme={Themes[i]}&size=34");
            await page.SetViewportSizeAsync(960, 240);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
            await page.EvaluateAsync("() => { document.documentElement.style.background = '#35506b'; }"); // a picture of a game, so to speak
            stage.Worker.Source.Give(Chat.Bits($"m{i}", "LuckyLlama", 500, "that jump was amazing, greetings from the whole chat to you"));
            await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.word')].findIndex(word => word.dataset.state === 'now') === 5");
            await stage.Worker.Control.PauseAsync(new Actor("streamer", "test"), CancellationToken.None);
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"overlay-{Themes[i]}.png"));
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
            await stage.Worker.Control.ResumeAsync(new Actor("streamer", "test"), CancellationToken.None);
            await stage.Worker.WaitAsync($"m{i}", UtteranceState.Heard);
            await page.CloseAsync();
            new FileInfo(path).Length.ShouldBeInRange(1_000, LargestPicture);
        }
    }
}
