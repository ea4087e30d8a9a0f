using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>The models that voices name, each loaded when it is first needed and kept as <see cref="OnnxOptions"/> say. Thread safe.</summary>
/// <param name="loader">Loads them.</param>
/// <param name="times">How long an unused one is kept.</param>
/// <param name="time">Measures.</param>
/// <param name="logger">Told of loads and unloads.</param>
internal sealed class F5ModelPool(IVoiceboxLoader loader, OnDemandTimes times, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>Most different models in one process; each takes gigabytes.</summary>
    public const int MostModels = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<string, OnDemand<F5Voicebox>> models = new(StringComparer.Ordinal);
    private bool isDisposed;

    /// <summary>Lends a model, which is loaded if need be.</summary>
    /// <param name="model">As the voice or the options name it.</param>
    /// <param name="cancellationToken">Ends the wait; a load that has begun goes on for the next text.</param>
    /// <exception cref="SynthesisException">It cannot be loaded; the message names the cure.</exception>
    public ValueTask<OnDemandLease<F5Voicebox>> AcquireAsync(string model, CancellationToken cancellationToken)
    {
        OnDemand<F5Voicebox>? found;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (!models.TryGetValue(model, out found))
            {
                if (models.Count >= MostModels)
                {
                    throw new SynthesisException("engine-failed", $"The voices name more than {MostModels} different models. Use fewer, and restart the worker.");
                }

                found = new OnDemand<F5Voicebox>($"F5 {model}", () => loader.Load(model), times, time, logger, static voicebox => voicebox.Touch());
                models.Add(model, found);
            }
        }

        return found.AcquireAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isDisposed = true;
        }

        foreach (var model in models.Values)
        {
            await model.DisposeAsync().ConfigureAwait(false);
        }
    }
}
