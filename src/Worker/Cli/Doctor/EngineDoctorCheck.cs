using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>The default voice speaks a word.</summary>
internal sealed class EngineDoctorCheck(ISpeechSynthesizer synthesizer, Func<Voice> voice, TimeProvider time) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "engine";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var speaker = voice();
        try
        {
            var started = time.GetTimestamp();
            double? first = null;
            var audio = TimeSpan.Zero;
            var report = new SynthesisReport();
            await foreach (var chunk in synthesizer.SynthesizeAsync(new SynthesisRequest("hello", speaker) { Report = report }, cancellationToken))
            {
                using (chunk)
                {
                    first ??= time.GetElapsedTime(started).TotalMilliseconds;
                    audio += chunk.Duration;
                }
            }

            if (report.Failures is [var failure, ..])
            {
                return Finding.Warning(Name, $"{speaker.Name} ({speaker.Engine}) cannot speak ({failure.Code}): {failure.Message}", $"Until that is mended {string.Join(", ", report.Speakers.Select(voice => $"{voice.Name} ({voice.Engine})"))} speaks in its place.");
            }

            return audio > TimeSpan.Zero
                ? Finding.Ok(Name, FormattableString.Invariant($"{speaker.Name} ({speaker.Engine}) spoke a word of {audio.TotalMilliseconds:0} ms, the first sound after {first:0} ms."))
                : Finding.Error(Name, $"{speaker.Name} ({speaker.Engine}) gave no sound.", "Choose another voice (Voices:Default); ishowtts voices lists them.");
        }
        catch (SynthesisException exception)
        {
            return Finding.Error(Name, exception.Message, exception.Code == "engine-missing" ? "apt-get install libespeak-ng1 espeak-ng-data" : "Choose another voice (Voices:Default); ishowtts voices lists them.");
        }
    }
}
