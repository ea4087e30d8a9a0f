using System.Text;
using IShowTts.TestKit.Audio;
using IShowTts.TestKit.Queue;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Speaking;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Tts.Tests.F5.Speaking;

/// <summary>The F5 engine with a fake model, a clip that needs no file to be read, and a voices file with the voices <c>ann</c> and <c>bob</c>.</summary>
internal sealed class F5Bench : IVoicePrompts, IVoiceboxLoader, IAsyncDisposable
{
    public const string Transcript = "Some call me nature, others call me mother nature.";
    private const int ClipSeconds = 3;
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-f5-é").FullName;

    public F5Bench()
    {
        File.WriteAllBytes(Path.Combine(folder, "clip.wav"), [0]);
        File.WriteAllText(Path.Combine(folder, "voices.json"), $$"""
            { "voices": [
              { "name": "ann", "engine": "f5", "clip": "clip.wav", "transcript": "{{Transcript}}", "consent": "nobody's voice", "language": "en-US" },
              { "name": "bob", "engine": "f5", "clip": "clip.wav", "transcript": "{{Transcript}}", "consent": "nobody's voice", "seed": 5, "model": "other" } ] }
            """);
        var watch = new VoiceFileWatch(
            new FixedOptions<VoiceOptions>(new VoiceOptions { File = Path.Combine(folder, "voices.json") }), TimeProvider.System, NullLogger<VoiceCatalog>.Instance);
        Engine = new F5Synthesizer(
            Microsoft.Extensions.Options.Options.Create(Options), watch, this, this, Microsoft.Extensions.Options.Options.Create(new OnnxOptions()), Time, NullLogger<F5Synthesizer>.Instance);
        Voice = watch.Find("ann")!;
        Bob = watch.Find("bob")!;
    }

    public F5Options Options { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public FakeF5Model Model { get; } = new();

    public F5Synthesizer Engine { get; }

    public Voice Voice { get; }

    public Voice Bob { get; }

    /// <summary>Gives the model and its vocabulary; the fake ones unless set.</summary>
    public Func<F5Voicebox>? Open { get; set; }

    /// <summary>The models that were loaded, by name.</summary>
    public List<string> Loaded { get; } = [];

    /// <summary>Thrown when a model is to be loaded; null for none.</summary>
    public Exception? LoadFailure { get; set; }

    /// <summary>The clip's level before it was raised, ÷ 0.1; 1 for a loud clip.</summary>
    public float OutputGain { get; set; } = 1;

    public static VoicePrompt Prompt { get; } = new(
        Transcript + "  ",
        new float[((ClipSeconds * 24_000 / 256) + 1) * F5Architecture.MelBins],
        new ClipPace(Transcript.Length + 2, ClipSeconds * 24_000),
        1,
        Transcript.Length + 1,
        ClipSeconds);

    public static F5Vocabulary Vocabulary { get; } = F5Vocabulary.Parse(
        Encoding.UTF8.GetBytes(" \n" + string.Join('\n', Enumerable.Range('!', 94).Select(c => (char)c)) + "\n"), "test");

    public SynthesisRequest Request(string text) => new(text, Voice) { Report = new SynthesisReport() };

    public async Task<float[]> SpeakAsync(SynthesisRequest request, CancellationToken cancellationToken = default)
    {
        var (format, samples) = await AudioAssert.CollectAsync(Engine.SynthesizeAsync(request, cancellationToken), CancellationToken.None);
        (format ?? new AudioFormat(24_000, 1)).ShouldBe(new AudioFormat(24_000, 1));
        return samples;
    }

    public ValueTask<VoicePrompt> GetAsync(VoiceReference reference, CancellationToken cancellationToken) => new(Prompt with { OutputGain = OutputGain });

    public ValueTask<float[]> ListenAsync(VoiceReference reference, CancellationToken cancellationToken) => new(Enumerable.Repeat(0.25f, ClipSeconds * 24_000).ToArray());

    public F5Voicebox Load(string model)
    {
        Loaded.Add(model);
        return LoadFailure is { } failure ? throw failure : Open?.Invoke() ?? new F5Voicebox(Model, Vocabulary, () => null);
    }

    public void Look(string model)
    {
        if (LoadFailure is { } failure)
        {
            throw failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
