using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>A loaded model with its vocabulary: all that speaking needs.</summary>
/// <param name="model">The model; disposed with this.</param>
/// <param name="vocabulary">Its tokens.</param>
/// <param name="chinese">Reads Chinese; gives null when no dictionary is installed.</param>
internal sealed class F5Voicebox(IF5Model model, F5Vocabulary vocabulary, Func<IChineseText?> chinese) : IDisposable
{
    // Enough for every kernel to run once.
    private const int TouchFrames = 64;

    private static readonly int[] s_touchTokens = [0, 0];

    /// <summary>The model.</summary>
    public IF5Model Model => model;

    /// <summary>Its tokens.</summary>
    public F5Vocabulary Vocabulary => vocabulary;

    /// <summary>The flows that wait for the model.</summary>
    public FlowLine Flows { get; } = new(model);

    /// <summary>Turns text into tokens.</summary>
    public F5Tokenizer Tokenizer { get; } = new(vocabulary, chinese);

    /// <summary>Runs everything once, so that the next text finds it warm.</summary>
    public void Touch()
    {
        var mel = new float[TouchFrames * F5Architecture.MelBins];
        var prompt = new float[mel.Length / 2];
        model.Sample(new FlowRequest(s_touchTokens, prompt, TouchFrames, new float[mel.Length], [new FlowStep(0, 1, 0, 2)]), mel, CancellationToken.None);
        model.Vocode(mel, new float[(TouchFrames - 1) * VocosArchitecture.Hop], CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();
}
