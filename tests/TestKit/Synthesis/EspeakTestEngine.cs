using IShowTts.Tts.Espeak;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace IShowTts.TestKit.Synthesis;

/// <summary>The real eSpeak NG for tests, where it is installed.</summary>
public static class EspeakTestEngine
{
    /// <summary>Makes the engine; skips the test, saying why, when the library or its data is missing.</summary>
    /// <param name="options">Default: all defaults.</param>
    public static EspeakSynthesizer Require(EspeakOptions? options = null)
    {
        try
        {
            EspeakLibraryResolver.EnsureLoaded();
            EspeakData.Find("");
        }
        catch (SynthesisException exception)
        {
            Skip.If(true, exception.Message);
        }

        return new EspeakSynthesizer(Options.Create(options ?? new EspeakOptions()), TimeProvider.System, NullLogger<EspeakSynthesizer>.Instance);
    }
}
