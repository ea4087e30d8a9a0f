using IShowTts.Integrations.Events;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>What the page shows.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OverlayCaptionTests(BrowserFixture browsers)
{
    /// <summary>Notes each word at the moment when it becomes the one that is heard, and each text that is shown.</summary>
    private const string Watch = """
        () => {
          window.marked = [];
          new MutationObserver(changes => {
            for (const { target } of changes) if (target.dataset?.state === 'now') window.marked.push(target.textContent);
          }).observe(document.getElementById('text'), { subtree: true, attributes: true, attributeFilter: ['data-state'] });
        }
        """;

    /// <summary>A caption that was heard to its end lingers with all its words marked, whatever the page had time to draw before.</summary>
    private const string AllSaid = "() => document.querySelector('.word') !== null && [...document.querySelectorAll('.word')].every(word => word.dataset.state === 'said')";

    [SkippableFact]
    public async Task Caption_WhilePlaying_ShowsWhoAndMarksTheWordsInTheirOrder()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenPlayingAsync("&linger=60");
        await page.EvaluateAsync(Watch);

        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron"));
        var playing = await stage.Worker.WaitAsync("m1", UtteranceState.Playing);
        await page.WaitForSelectorAsync("#caption:not([hidden]) .word");
        (await page.TextContentAsync("#name")).ShouldBe("ann");
        (await page.TextContentAsync("#amount")).ShouldNotBeNull().ShouldContain("500");
        (await page.GetAttributeAsync("#caption", "data-kind")).ShouldBe("cheer");
        (await page.TextContentAsync("#text")).ShouldBe(playing.SpokenText);
        await stage.Worker.WaitAsync("m1", UtteranceState.Heard);
        await page.WaitForFunctionAsync(AllSaid);

        var marked = await page.EvaluateAsync<string[]>("() => window.marked");
        var words = playing.SpokenText.Split(' ');
        marked.ShouldNotBeEmpty();
        marked.Select(word => Array.IndexOf(words, word)).ShouldBeInOrder(SortDirection.Ascending);
    }

    [SkippableFact]
    public async Task Caption_OfHostileNameAndText_IsTextAndNothingElse()
    {
        const string markup = "<img src=x onerror=window.hacked=1><script>window.hacked=2</script>";
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenPlayingAsync();

        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, markup + " ${window.hacked=3} \u202e backwards &amp; &lt;b&gt;") with
        {
            Viewer = new Viewer("id-ann", "ann", "<b onmouseover=window.hacked=4>" + markup),
        });
        var playing = await stage.Worker.WaitAsync("m1", UtteranceState.Playing);
        await page.WaitForSelectorAsync("#caption:not([hidden]) .word");

        (await page.TextContentAsync("#text")).ShouldBe(playing.SpokenText);
        (await page.TextContentAsync("#name")).ShouldNotBeNull().ShouldStartWith("<b onmouseover");
        (await page.EvaluateAsync<int>("() => document.querySelectorAll('#caption img, #caption script, #caption b, #text :not(.word)').length")).ShouldBe(0);
        (await page.EvaluateAsync<bool>("() => 'hacked' in window")).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Caption_OfADeletedMessage_IsGone()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenPlayingAsync("&linger=60");
        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, string.Join(' ', Enumerable.Repeat("word", 80))));
        await page.WaitForSelectorAsync("#caption:not([hidden]) .word");

        stage.Worker.Source.Give(Chat.Deleted("m1"));
        await page.WaitForSelectorAsync("#caption", new() { State = WaitForSelectorState.Hidden });

        (await page.EvaluateAsync<string>("() => document.getElementById('caption').textContent")).ShouldNotContain("word");
    }

    [SkippableFact]
    public async Task Caption_WhenTheOverlayIsNoOutput_FollowsTheSinkThatCounts()
    {
        await using var context = await browsers.Require().NewContextAsync();
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Engine = new FakeSynthesizer { TellsProgress = true } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(worker.BaseAddress, $"/overlay?key={OverlayStage.NewKey(worker)}&highlight=1&linger=60").ToString());
        await page.WaitForSelectorAsync("html[data-connection=open]");

        worker.Source.Give(Chat.Bits("m1", "ann", 500, "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron"));
        await worker.WaitAsync("m1", UtteranceState.Heard);
        await page.WaitForFunctionAsync(AllSaid);

        (await page.TextContentAsync("#text")).ShouldNotBeNull().ShouldContain("theta");
        (await page.IsVisibleAsync("#notice")).ShouldBeFalse("No audio is wanted of it, so it asks for no click.");
    }

    [SkippableFact]
    public async Task Highlight_WhenThePositionFallsALittle_StandsAndGoesBackForAReplayOnly()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenAsync("&audio=0");

        var marked = await page.EvaluateAsync<string[]>("""
            async () => {
              const { Captions } = await import('/overlay/captions.js');
              const captions = new Captions({ linger: 0, highlight: true, captions: true });
              const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
              const at = async heardMs => {
                captions.position({ id: 'u', heardMs, playing: false });
                await drawn();
                return document.querySelector('.word[data-state=now]')?.textContent ?? '';
              };
              const tell = (...starts) => captions.words({ id: 'u', words: starts.map((start, i) => [2 * i, 2 * i + 1, start, start + 1000]) });
              captions.show({ id: 'u', name: '', kind: 'chat', amount: '', text: 'a b c' });
              tell(0, 1000, 2000);
              const marked = [await at(2100), await at(1700)];
              tell(0, 2500, 5000);
              marked.push(await at(2100), await at(0));
              return marked;
            }
            """);

        marked.ShouldBe(["c", "c", "c", "a"]);
    }

    [SkippableFact]
    public async Task Caption_InPauseAndAfterIt_StandsAndGoesOn()
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        var page = await stage.OpenPlayingAsync();
        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, string.Join(' ', Enumerable.Range(1, 24).Select(number => $"w{number}"))));
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.word')].findIndex(word => word.dataset.state === 'now') > 2");
        await stage.Worker.Control.PauseAsync(new Actor("streamer", "test"), CancellationToken.None);
        await OverlayTap.WaitQuietAsync(page, 24_000);
        await page.WaitForFunctionAsync("() => window.overlayTap.position?.playing === false");

        var held = await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.word')].findIndex(word => word.dataset.state === 'now')");
        await page.WaitForFunctionAsync("before => window.overlayTap.heard > before + 72000", await page.EvaluateAsync<int>("() => window.overlayTap.heard"));
        (await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.word')].findIndex(word => word.dataset.state === 'now')")).ShouldBeInRange(held - 1, held + 1, "In these one and a half seconds it would have gone on by six words.");
        await stage.Worker.Control.ResumeAsync(new Actor("streamer", "test"), CancellationToken.None);

        (await stage.Worker.WaitAsync("m1", UtteranceState.Heard)).Timings.HeardMs.ShouldNotBeNull().ShouldBeGreaterThan(5_000);
    }
}
