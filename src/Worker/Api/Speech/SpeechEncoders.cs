using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Makes encoders. How many ffmpeg processes there are at a time is bounded by who uses it: one for each answer that has a place.</summary>
internal sealed class SpeechEncoders(FfmpegProgram ffmpeg, IOptions<ApiOptions> options, TimeProvider time)
{
    /// <summary>Longest life of a process: all the time that the synthesis may take, and all that playing may.</summary>
    private TimeSpan Longest => TimeSpan.FromSeconds((2 * options.Value.SynthesisSeconds) + options.Value.MaxSynthesisAudioSeconds);

    /// <summary>Why a format cannot be written here; null when it can.</summary>
    public ProblemBody? FindProblem(SpeechFormat format) =>
        SpeechFormats.NeedsFfmpeg(format) && ffmpeg.Find() is null ? Problems.FormatUnavailable(Kebab.Of(format)) : null;

    /// <summary>Makes an encoder for one answer.</summary>
    /// <param name="format">The format; of <see cref="SpeechFormat.Wav"/> only the samples are written, for whoever writes the header.</param>
    /// <param name="rate">Samples per second of formats that are bare samples.</param>
    /// <param name="sink">Takes the bytes.</param>
    /// <param name="cancellationToken">The client left or the worker stops.</param>
    /// <exception cref="SpeechEncodingException">ffmpeg is missing or cannot be started.</exception>
    public ISpeechEncoder Create(SpeechFormat format, int rate, IByteSink sink, CancellationToken cancellationToken)
    {
        if (!SpeechFormats.NeedsFfmpeg(format))
        {
            return new PcmEncoder(sink, rate);
        }

        var program = ffmpeg.Find() ?? throw new SpeechEncodingException($"ffmpeg is not there any more. {FfmpegProgram.Cure}");
        return new FfmpegEncoder(FfmpegProcess.Start(program, SpeechFormats.FfmpegArguments(format), Longest, time), format, sink, cancellationToken);
    }
}
