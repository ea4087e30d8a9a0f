using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>What pages and their threads may not do and did: break their content policy, throw. Thread safe.</summary>
internal sealed class PageFaults
{
    private const string Report = "addEventListener('securitypolicyviolation', e => window.__fault(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));";
    private readonly ConcurrentQueue<string> faults = new();

    /// <summary>A part of what is expected of the page under test; null for nothing.</summary>
    public string? Expected { get; set; }

    /// <summary>Watches all pages that the context opens from now on, and the threads that they start.</summary>
    public async Task WatchAsync(IBrowserContext context)
    {
        await context.ExposeFunctionAsync("__fault", (string text) => faults.Enqueue(text));
        await context.AddInitScriptAsync(Report);
        context.WebError += (_, error) => faults.Enqueue(error.Error);
        context.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                faults.Enqueue(message.Text);
            }
        };
    }

    /// <summary>Fails when there was a fault that was not expected.</summary>
    public void ShouldBeNone()
        => faults.Where(fault => Expected is null || !fault.Contains(Expected, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty("The page must not break its content policy or throw.");

    /// <summary>Whether there was one that contains a part.</summary>
    public bool Contains(string part) => faults.Any(fault => fault.Contains(part, StringComparison.OrdinalIgnoreCase));
}
