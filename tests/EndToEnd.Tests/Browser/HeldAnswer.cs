using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>The first answer to a request, read from the worker at once and given to the page when the test says so; the others go through.</summary>
internal sealed class HeldAnswer : IAsyncDisposable
{
    private readonly TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    private HeldAnswer()
    {
    }

    /// <summary>Ends when the worker has answered, so that what happens from then on is newer.</summary>
    public Task Read => read.Task;

    /// <summary>Begins to look for the request.</summary>
    /// <param name="page">The page that will ask.</param>
    /// <param name="address">Address, with wildcards.</param>
    public static async Task<HeldAnswer> OfAsync(IPage page, string address)
    {
        var held = new HeldAnswer();
        await page.RouteAsync(address, held.TakeAsync);
        return held;
    }

    /// <summary>Gives the page the answer.</summary>
    public void Release() => release.TrySetResult();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Release();
        return ValueTask.CompletedTask;
    }

    private async Task TakeAsync(IRoute route)
    {
        if (Interlocked.Increment(ref count) > 1)
        {
            await route.ContinueAsync();
            return;
        }

        var answer = await route.FetchAsync();
        read.TrySetResult();
        await release.Task;
        await route.FulfillAsync(new() { Response = answer });
    }
}
