namespace IShowTts.Worker.Cli.Bench;

/// <summary>Memory that a variant took at most.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="PeakMegabytes">Most memory of the process while the variant ran (VmHWM), MB of 2²⁰ bytes.</param>
/// <param name="GpuMegabytes">GPU memory of the process after the runs, as nvidia-smi tells it; null without an NVIDIA GPU.</param>
internal sealed record BenchMemory(BenchVariant Variant, double PeakMegabytes, double? GpuMegabytes);
