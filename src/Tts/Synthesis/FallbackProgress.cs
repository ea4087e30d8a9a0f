using IShowTts.Tts.Audio;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>How far a text came over all voices that tried it, and what is left of it for the next.</summary>
/// <param name="request">The request as it was asked.</param>
internal sealed class FallbackProgress(SynthesisRequest request)
{
    private readonly List<SynthesisFailure> failures = [];
    private int start;
    private TimeSpan given;
    private Voice speaker = request.Voice;
    private SynthesisReport attempt = new();

    /// <summary>Whether the voice that is asked now gave audio.</summary>
    public bool HasAudioNow { get; private set; }

    /// <summary>Whether the text behind what was spoken holds nothing more.</summary>
    public bool IsSpoken => given > TimeSpan.Zero && string.IsNullOrWhiteSpace(request.Text[start..]);

    /// <summary>Whether another voice can go on without saying anything twice.</summary>
    public bool CanGoOn { get; private set; } = true;

    /// <summary>The request for the next voice: what is left of the text and of the allowed length.</summary>
    public SynthesisRequest Begin(Voice voice)
    {
        speaker = voice;
        attempt = new SynthesisReport();
        HasAudioNow = false;
        return request with
        {
            Voice = voice,
            Text = request.Text[start..],
            MaxDuration = request.MaxDuration - given,
            Report = attempt,
        };
    }

    /// <summary>Notes a chunk that goes to the listener.</summary>
    public void Took(AudioChunk chunk)
    {
        if (!HasAudioNow)
        {
            HasAudioNow = true;
            request.Report?.SpeaksNow(speaker);
        }

        given += chunk.Duration;
        request.Report?.Spoke(start + attempt.SpokenCharacters);
    }

    /// <summary>Notes that an engine was not asked because it is kept out.</summary>
    public void KeptOut(Voice voice, SynthesisFailure? cause) => Add(new SynthesisFailure(
        voice, "kept-out", $"The engine {voice.Engine} is kept out for a while because it failed{(cause is null ? "." : $" ({cause.Code}): {cause.Message}")}"));

    /// <summary>Notes how the try ended.</summary>
    /// <param name="cause">Why it failed; null when it did not.</param>
    /// <returns>The failure as it is told; null when there is none.</returns>
    public SynthesisFailure? Fail(SynthesisException? cause)
    {
        var spoken = Math.Min(attempt.SpokenCharacters, request.Text.Length - start);
        start += spoken;
        request.Report?.Spoke(start);
        if (cause is null)
        {
            return null;
        }

        CanGoOn = !HasAudioNow || spoken > 0;
        var failure = new SynthesisFailure(speaker, cause.Code, cause.Message);
        Add(failure);
        return failure;
    }

    /// <summary>The error of the whole request.</summary>
    /// <param name="last">The error of the voice that was asked last.</param>
    public SynthesisException Final(SynthesisException last) => failures.Count == 1
        ? last
        : new SynthesisException(last.Code, string.Join(' ', failures.Select(failure => $"{failure.Voice.Engine} {failure.Code}: {failure.Message}")), last);

    private void Add(SynthesisFailure failure)
    {
        failures.Add(failure);
        request.Report?.Failed(failure);
    }
}
