using System.Collections.Concurrent;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Inference;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.F5.Text.Chinese;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Loads converted models on ONNX Runtime. A model is verified by its checksums once in a process, and again when it changed.</summary>
internal sealed class VoiceboxLoader(IOptions<F5Options> options, OnnxSessions sessions, ChineseTextSource chinese, ILogger<F5Synthesizer> logger) : IVoiceboxLoader
{
    private readonly ConcurrentDictionary<string, DateTime> verified = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public F5Voicebox Load(string model)
    {
        var path = Locate(model);
        try
        {
            var folder = ModelFolder.Open(path);
            Verify(folder);
            var vocabulary = F5Vocabulary.Load(folder.FileOf(ModelFolder.Vocabulary));
            if (vocabulary.Count > folder.Architecture.VocabularySize)
            {
                throw new CheckpointException($"{path}: the vocabulary has {vocabulary.Count} tokens, the model {folder.Architecture.VocabularySize}: they do not belong together. Convert the model again.");
            }

            var opened = OnnxF5Model.Open(path, folder.Architecture, sessions);
            Log.ModelLoaded(logger, folder.Name, folder.Precision.ToString(), path);
            return new F5Voicebox(new MeteredF5Model(opened, folder.Vocoder), vocabulary, ReadChinese);
        }
        catch (CheckpointException exception)
        {
            throw new SynthesisException("model-damaged", exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Look(string model)
    {
        try
        {
            _ = ModelFolder.Open(Locate(model));
        }
        catch (CheckpointException exception)
        {
            throw new SynthesisException("model-damaged", exception.Message, exception);
        }
    }

    private IChineseText? ReadChinese()
    {
        try
        {
            return chinese.Get();
        }
        catch (CheckpointException exception)
        {
            throw new SynthesisException(F5Tokenizer.DictionaryMissing, exception.Message, exception);
        }
    }

    private string Locate(string model)
    {
        string[] places = Path.IsPathRooted(model) || options.Value.ModelsFolder.Length == 0
            ? [Path.GetFullPath(model)]
            : [Path.GetFullPath(model, Path.GetFullPath(options.Value.ModelsFolder)), Path.GetFullPath(model)];
        return Array.Find(places, ModelFolder.IsModel) ?? throw new SynthesisException(
            "model-missing",
            $"There is no converted F5-TTS model in {string.Join(" or ", places)}. Make one (ishowtts models convert f5, docs/f5.md), or name another one ({F5Options.Section}:{nameof(F5Options.Model)}, or \"model\" of the voice).");
    }

    private void Verify(ModelFolder folder)
    {
        var written = File.GetLastWriteTimeUtc(Path.Combine(folder.FullPath, ModelManifest.FileName));
        if (!options.Value.VerifyModel || (verified.TryGetValue(folder.FullPath, out var known) && known == written))
        {
            return;
        }

        // Loading is blocking work on a thread of the pool, and nothing in here waits for another.
        folder.VerifyAsync(null, CancellationToken.None).GetAwaiter().GetResult();
        verified[folder.FullPath] = written;
    }
}
