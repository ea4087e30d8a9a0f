using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Espeak;

/// <summary>Rate and pitch as the library takes them. It does not clamp them, so this does.</summary>
/// <param name="WordsPerMinute">80 to 449: below 80 nothing gets slower, from 450 on a second of audio costs ten times the CPU.</param>
/// <param name="Pitch">0 to 99; 50 is the voice's own.</param>
internal readonly record struct EspeakProsody(int WordsPerMinute, int Pitch)
{
    private const int SlowestRate = 80;
    private const int FastestRate = 449;

    /// <summary>Takes the factors of a request and its voice.</summary>
    /// <param name="request">Speed and pitch factors; anything that is no number counts as 1.</param>
    /// <param name="baseWordsPerMinute">Rate at speed 1.</param>
    public static EspeakProsody Of(SynthesisRequest request, int baseWordsPerMinute)
    {
        var rate = baseWordsPerMinute * Factor(request.Speed) * Factor(request.Voice.Speed);

        // The library's pitch table doubles from 0 to 50 and again from 50 to 100.
        var pitch = 50 + (50 * Math.Log2(Factor(request.Voice.Pitch)));
        return new EspeakProsody(
            (int)Math.Round(Math.Clamp(rate, SlowestRate, FastestRate)), (int)Math.Round(Math.Clamp(pitch, 0, 99)));
    }

    private static double Factor(double value) => double.IsFinite(value) && value > 0 ? value : 1;
}
