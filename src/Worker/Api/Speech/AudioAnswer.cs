using System.Globalization;
using IShowTts.Tts.Audio;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Writes an answer as audio: whole, with its length and what was measured, or while synthesis goes on.</summary>
/// <param name="response">Where to.</param>
/// <param name="encoders">Make the format.</param>
/// <param name="format">As what.</param>
/// <param name="rate">Samples per second of <c>wav</c> and <c>pcm</c>.</param>
internal sealed class AudioAnswer(HttpResponse response, SpeechEncoders encoders, SpeechFormat format, int rate)
{
    /// <summary>Collects the audio, then sends it.</summary>
    /// <param name="answer">The audio.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SendWholeAsync(RawSpeechAnswer answer, CancellationToken cancellationToken)
    {
        using var buffer = new BufferSink(answer.Keep);
        await EncodeAsync(answer, buffer, cancellationToken);
        var header = format == SpeechFormat.Wav ? Header(buffer.Length) : [];
        WriteHeaders(answer);
        WriteMeasurements(answer.Metrics!);
        response.ContentLength = header.Length + buffer.Length;
        await response.Body.WriteAsync(header, cancellationToken);
        await buffer.CopyToAsync(response.Body, cancellationToken);
    }

    /// <summary>Sends each piece as soon as it is there.</summary>
    /// <param name="answer">The audio.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SendStreamAsync(RawSpeechAnswer answer, CancellationToken cancellationToken)
    {
        WriteHeaders(answer);
        await WriteToAsync(new ResponseSink(response), answer, cancellationToken);
    }

    /// <summary>Hands each piece to a sink as soon as it is there, headers of the format too.</summary>
    /// <param name="sink">Takes the bytes.</param>
    /// <param name="answer">The audio.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteToAsync(IByteSink sink, RawSpeechAnswer answer, CancellationToken cancellationToken)
    {
        if (format == SpeechFormat.Wav)
        {
            await sink.WriteAsync(Header(null), cancellationToken);
        }

        await EncodeAsync(answer, sink, cancellationToken);
    }

    /// <summary>Sets the headers of what is known at the first audio.</summary>
    public void WriteHeaders(RawSpeechAnswer answer)
    {
        response.ContentType = SpeechFormats.MediaTypeOf(format);
        var headers = response.Headers;
        headers["X-Ishowtts-Voice"] = Uri.EscapeDataString(answer.Voice.Name);
        headers["X-Ishowtts-Engine"] = Uri.EscapeDataString(answer.Voice.Engine);
        headers["X-Ishowtts-Sample-Rate"] = (SpeechFormats.NeedsFfmpeg(format) ? AudioRates.Engine : rate).ToString(CultureInfo.InvariantCulture);
    }

    private byte[] Header(long? dataBytes)
    {
        var header = new byte[WavHeader.MaxLength];
        return header[..WavHeader.Write(header, new AudioFormat(rate, 1), WavSampleFormat.Pcm16, dataBytes)];
    }

    private async Task EncodeAsync(RawSpeechAnswer answer, IByteSink sink, CancellationToken cancellationToken)
    {
        await using var encoder = encoders.Create(format, rate, sink, cancellationToken);
        while (await answer.HasMoreAsync(cancellationToken))
        {
            using var chunk = answer.Take().Chunk;
            await encoder.WriteAsync(chunk.Samples, cancellationToken);
        }

        await encoder.CompleteAsync(cancellationToken);
    }

    private void WriteMeasurements(RawSpeechMetrics metrics)
    {
        var headers = response.Headers;
        headers["X-Ishowtts-Ttfa-Ms"] = Number(metrics.TtfaMs);
        headers["X-Ishowtts-Synth-Ms"] = Number(metrics.SynthMs);
        headers["X-Ishowtts-Audio-Ms"] = Number(metrics.AudioMs);
        headers["X-Ishowtts-Rtf"] = Number(metrics.Rtf);
        if (metrics.IsCut)
        {
            headers["X-Ishowtts-Cut"] = "true";
        }
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
