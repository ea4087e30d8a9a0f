using IShowTts.Worker.Control;
using IShowTts.Worker.Playout;

namespace IShowTts.Worker.Commands;

/// <summary>Brings back how the speech was left (on, paused, mode) before anything is heard, and keeps it from then on.</summary>
internal sealed class SpeechStateKeeper(ViewerSettingsStore store, SpeechGate gate, NowPlaying nowPlaying) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        gate.Restore(store.Speech);
        if (store.Speech.IsPaused)
        {
            nowPlaying.Pause();
        }

        gate.Changed += store.SaveSpeech;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        gate.Changed -= store.SaveSpeech;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
