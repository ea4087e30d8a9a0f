namespace IShowTts.Tts.F5.Conversion;

/// <summary>A finished conversion.</summary>
/// <param name="Model">The new folder.</param>
/// <param name="Notes">What a person should know though it is no error; may be empty.</param>
public sealed record F5ConversionResult(ModelFolder Model, IReadOnlyList<string> Notes);
