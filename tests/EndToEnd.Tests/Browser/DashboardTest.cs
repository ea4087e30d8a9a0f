namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>
/// A test of the dashboard. After it, it fails also for what its pages did wrong: they broke their content policy, opened a window or threw. The test's own failure is
/// told first and beside that, never hidden by it.
/// </summary>
public abstract class DashboardTest(BrowserFixture browsers) : IDisposable
{
    /// <summary>The browser.</summary>
    protected BrowserFixture Browsers { get; } = browsers;

    /// <summary>Looks at what the pages did wrong.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Browsers.TakeFaults().ShouldBeEmpty("The page must not break its content policy, open windows or throw.");
    }
}
