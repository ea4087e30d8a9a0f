using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Contracts;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>The contract of every sink. The bridge has real time; the sink's own limits stand still, so that a busy machine ends no bridge.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the bench
public sealed class DiscordVoiceSinkContractTests : AudioSinkContract, IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly DiscordBench bench = new(TimeProvider.System);

    public Task InitializeAsync()
    {
        bench.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    protected override IAudioSink Create() => bench.Sink();

    protected override IAudioSink CreateHoldable(out Action hold, out Action release)
    {
        hold = () => bench.Bridge.Peer.Hold();
        release = () => bench.Bridge.Peer.Release();
        return bench.Sink();
    }

    protected override bool Break(IAudioSink sink)
    {
        bench.Bridge.LaunchedAsync(1).GetAwaiter().GetResult();
        bench.UntilVoiceAsync(DiscordVoicePhase.Ready).GetAwaiter().GetResult();
        bench.Bridge.Peer.TellSink(0, "stopped", "no-permission");
        bench.UntilVoiceAsync(DiscordVoicePhase.Stopped).GetAwaiter().GetResult();
        return true;
    }

    protected override void Repair(IAudioSink sink) => bench.Bridge.Peer.TellSink(0, "ready");
}
