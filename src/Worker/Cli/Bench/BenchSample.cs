namespace IShowTts.Worker.Cli.Bench;

/// <summary>One text, spoken once.</summary>
/// <param name="Class">Class of the text.</param>
/// <param name="Characters">Length of the text, as <see cref="SpeechRateRule.Characters"/> counts.</param>
/// <param name="TtfaMs">From asking to the first chunk, milliseconds.</param>
/// <param name="SynthesisMs">From asking to the end, milliseconds; nobody listens, so nothing waits.</param>
/// <param name="AudioMs">Length of the audio, milliseconds, above 0.</param>
/// <param name="Gflop">Arithmetic that the model's definition asks for, in 10⁹ floating-point operations; 0 when the engine does not tell.</param>
internal sealed record BenchSample(string Class, int Characters, double TtfaMs, double SynthesisMs, double AudioMs, double Gflop)
{
    /// <summary>Synthesis time ÷ audio time.</summary>
    public double Rtf => SynthesisMs / AudioMs;

    /// <summary>Characters of text per second of audio.</summary>
    public double CharactersPerSecond => Characters * 1000 / AudioMs;

    /// <summary>Arithmetic per second of synthesis, 10⁹ per second.</summary>
    public double GflopPerSecond => Gflop * 1000 / SynthesisMs;
}
