using System.Diagnostics.Metrics;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>Adds up the arithmetic that models of this process tell of (instrument <c>ishowtts.f5.work</c>).</summary>
internal sealed class BenchWork : IDisposable
{
    private const string Instrument = "ishowtts.f5.work";

    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private double gflop;

    /// <summary>Begins to listen.</summary>
    public BenchWork()
    {
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == SpeechMetrics.MeterName && instrument.Name == Instrument)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) =>
        {
            lock (gate)
            {
                gflop += value;
            }
        });
        listener.Start();
    }

    /// <summary>All so far, 10⁹ operations.</summary>
    public double Gflop()
    {
        lock (gate)
        {
            return gflop;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();
}
