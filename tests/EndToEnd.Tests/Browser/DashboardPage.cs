using IShowTts.TestKit.Hosting;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>The dashboard in a browser of its own. What it does wrong is told to the browser's fixture; <see cref="DashboardTest"/> looks at it after the test.</summary>
internal sealed class DashboardPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly BrowserFixture browsers;
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DashboardPage(BrowserFixture browsers, IBrowserContext context, IPage page)
    {
        this.browsers = browsers;
        this.context = context;
        Page = page;
    }

    /// <summary>Ends when the page asked whether it may be closed; the answer is to stay.</summary>
    public Task Questions => asked.Task;

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens the dashboard and waits until it is live.</summary>
    /// <param name="browsers">The browser.</param>
    /// <param name="address">Address of the worker, with a fragment or without.</param>
    /// <param name="options">Size and colours; null for 1280 × 900, dark.</param>
    /// <param name="isLive">Whether it can be live without a session.</param>
    public static async Task<DashboardPage> OpenAsync(BrowserFixture browsers, Uri address, BrowserNewContextOptions? options = null, bool isLive = true)
    {
        var opened = await OpenBlankAsync(browsers, options);
        await opened.Page.GotoAsync(address.ToString());
        if (isLive)
        {
            await opened.SeeAsync(".line.live");
        }

        return opened;
    }

    /// <summary>A tab that is watched and shows nothing yet, to set up what the test needs before the dashboard opens in it.</summary>
    /// <param name="browsers">The browser.</param>
    /// <param name="options">Size and colours; null for 1280 × 900, dark.</param>
    public static async Task<DashboardPage> OpenBlankAsync(BrowserFixture browsers, BrowserNewContextOptions? options = null)
    {
        var tab = await browsers.Require().NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 }, ColorScheme = ColorScheme.Dark });
        tab.SetDefaultTimeout(30_000);
        var opened = new DashboardPage(browsers, tab, await tab.NewPageAsync());
        await opened.WatchAsync();
        return opened;
    }

    /// <summary>Opens the dashboard and signs in with the token of the worker.</summary>
    public static async Task<DashboardPage> OpenSignedInAsync(BrowserFixture browsers, WorkerFixture worker, string section = "", BrowserNewContextOptions? options = null)
    {
        var opened = await OpenAsync(browsers, new Uri(worker.BaseAddress, "/#" + section), options);
        await opened.SignInAsync(worker);
        return opened;
    }

    /// <summary>Signs in through the dialog.</summary>
    public async Task SignInAsync(WorkerFixture worker)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).First.ClickAsync();
        await Page.Locator("dialog").GetByLabel("Token", new() { Exact = true }).FillAsync(await TokenOfAsync(worker));
        await Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await SeeAsync("button[aria-label='Sign out']");
    }

    /// <summary>Lets toasts stay until they are closed, so that what they cover stays covered.</summary>
    public Task KeepToastsAsync() => Page.EvaluateAsync("() => { const later = setTimeout; window.setTimeout = (work, ms) => ms >= 6000 ? 0 : later(work, ms); }");

    /// <summary>The worker's token.</summary>
    public static async Task<string> TokenOfAsync(WorkerFixture worker) => (await File.ReadAllTextAsync(Path.Combine(worker.Directory, "token"))).Trim();

    /// <summary>Waits until something is in sight.</summary>
    /// <param name="selector">What.</param>
    /// <param name="text">Text in it; null for any.</param>
    public Task SeeAsync(string selector, string? text = null) =>
        Page.Locator(selector, text is null ? null : new() { HasText = text }).First.WaitForAsync();

    /// <summary>Waits until something is gone.</summary>
    public Task SeeGoneAsync(string selector, string? text = null) =>
        Page.Locator(selector, text is null ? null : new() { HasText = text }).First.WaitForAsync(new() { State = WaitForSelectorState.Detached });

    /// <summary>Lets the page draw what it has.</summary>
    public Task TwoFramesAsync() => Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");

    /// <summary>A button by its name, anywhere or in a part of the page.</summary>
    public ILocator Button(string name, string within = "body") => Page.Locator(within).GetByRole(AriaRole.Button, new() { Name = name });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => context.DisposeAsync();

    private async Task StayAsync(IDialog dialog)
    {
        await dialog.DismissAsync();
        asked.TrySetResult();
    }

    private async Task WatchAsync()
    {
        await Page.ExposeFunctionAsync("__fault", (string text) => browsers.AddFault(text));
        await context.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => window.__fault(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));");
        Page.PageError += (_, error) => browsers.AddFault(error);
        Page.Dialog += (_, dialog) =>
        {
            if (dialog.Type != DialogType.BeforeUnload)
            {
                browsers.AddFault($"dialog: {dialog.Message}");
            }

            _ = StayAsync(dialog);
        };
    }
}
