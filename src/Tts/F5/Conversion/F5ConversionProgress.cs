namespace IShowTts.Tts.F5.Conversion;

/// <summary>How far a conversion is.</summary>
/// <param name="Stage">What is being done, for people: <c>graphs</c>, <c>checksums</c>.</param>
/// <param name="Fraction">Of that stage, 0 to 1.</param>
/// <param name="File">Name of the file being worked on.</param>
public sealed record F5ConversionProgress(string Stage, double Fraction, string File);
