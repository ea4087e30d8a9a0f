namespace IShowTts.Tts.Onnx;

/// <summary>How long <see cref="OnDemand{T}"/> keeps an unused value, and how often it is touched meanwhile.</summary>
/// <param name="UnloadAfterIdle">Time without a lease after which it is unloaded. Zero: never.</param>
/// <param name="KeepWarmEvery">Time between two touches of an unused value. Zero: it is not touched.</param>
internal readonly record struct OnDemandTimes(TimeSpan UnloadAfterIdle, TimeSpan KeepWarmEvery)
{
    /// <summary>Loaded once and left alone.</summary>
    public static OnDemandTimes Forever => default;

    /// <summary>What the options say.</summary>
    public static OnDemandTimes From(OnnxOptions options) =>
        new(TimeSpan.FromMinutes(options.UnloadAfterIdleMinutes), TimeSpan.FromSeconds(options.KeepWarmSeconds));
}
