using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Loads models. Thread safe.</summary>
internal interface IVoiceboxLoader
{
    /// <summary>Loads a model. Blocks.</summary>
    /// <param name="model">A path, or a name in the folder of models.</param>
    /// <returns>The caller disposes it.</returns>
    /// <exception cref="SynthesisException"><c>model-missing</c>, <c>model-damaged</c>, <c>engine-missing</c> or <c>out-of-memory</c>; the message names file and cure.</exception>
    F5Voicebox Load(string model);

    /// <summary>Looks whether a model can be loaded, by its manifest and the sizes of its files; reads no weights.</summary>
    /// <param name="model">A path, or a name in the folder of models.</param>
    /// <exception cref="SynthesisException"><c>model-missing</c> or <c>model-damaged</c>; the message names file and cure.</exception>
    void Look(string model);
}
