using IShowTts.Integrations.Playback;
using IShowTts.TestKit.BrowserSource;
using IShowTts.TestKit.Contracts;

namespace IShowTts.Worker.Tests.BrowserSource;

/// <summary>The overlay keeps what every sink promises, over the real socket.</summary>
public sealed class BrowserSourceSinkContractTests : AudioSinkContract, IAsyncLifetime
{
    private OverlayHost host = null!;
    private OverlayClient page = null!;

    public async Task InitializeAsync()
    {
        host = await OverlayHost.StartAsync();
        page = await host.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await page.DisposeAsync();
        await host.DisposeAsync();
    }

    protected override IAudioSink Create() => host.NewSink();

    protected override IAudioSink CreateHoldable(out Action hold, out Action release)
    {
        (hold, release) = (page.Hold, page.Release);
        return host.NewSink();
    }

    protected override bool Break(IAudioSink sink)
    {
        page.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        host.WaitAsync(roster => roster.Pages.IsEmpty).Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        return true;
    }

    protected override void Repair(IAudioSink sink) => page = host.ConnectAsync().GetAwaiter().GetResult();
}
