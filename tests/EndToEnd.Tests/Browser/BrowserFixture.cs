using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>The system's Chromium without a window, shared by the tests of a collection; each test opens a context of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> faults = new();
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Path of the system's Chromium; null when there is none.</summary>
    public static string? Chromium { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Starts the browser when there is one.</summary>
    public async Task InitializeAsync()
    {
        if (Chromium is not { } path)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required", "--mute-audio"],
        });
    }

    /// <summary>The browser; skips the test, saying why, where there is none.</summary>
    public IBrowser Require()
    {
        Skip.If(browser is null, "There is no Chromium here (Debian: apt-get install chromium).");
        return browser;
    }

    /// <summary>Notes what a page did wrong; from any thread.</summary>
    public void AddFault(string text) => faults.Enqueue(text);

    /// <summary>What pages did wrong since the last taking.</summary>
    public IReadOnlyList<string> TakeFaults()
    {
        var taken = new List<string>();
        while (faults.TryDequeue(out var fault))
        {
            taken.Add(fault);
        }

        return taken;
    }

    /// <summary>Ends the browser.</summary>
    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        TakeFaults().ShouldBeEmpty("A test did not look at what its pages did wrong.");
    }
}
