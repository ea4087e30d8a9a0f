namespace IShowTts.Tts.F5.Conversion;

/// <summary>How far a conversion is.</summary>
/// <param name="File">File being written, without its folder.</param>
/// <param name="BytesWritten">Bytes of weights written so far, of all files together.</param>
internal sealed record ConversionProgress(string File, long BytesWritten);
