using System.Text.Json.Nodes;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>
/// The models and the voice of a benchmark of F5: converted ones by precision, and ones of random weights that are made once and kept in the folder
/// <c>bench</c> of the data directory.
/// </summary>
/// <param name="data">Where they are kept.</param>
/// <param name="time">Dates them.</param>
/// <param name="tell">Told of the progress.</param>
internal sealed class BenchModels(DataDirectory data, TimeProvider time, Action<string> tell) : IDisposable
{
    private const string ClipText = "The old lighthouse keeper counts the ships that pass at night, and writes their names into a book.";

    private static readonly string s_build = typeof(F5Converter).Module.ModuleVersionId.ToString();

    private string? checkpoint;

    private string Folder => Path.Combine(data.Root, "bench");

    /// <summary>Finds a converted model of a precision: the named one if it is of it, else its neighbour <c>NAME-PRECISION</c>.</summary>
    /// <param name="model">The model that is configured: a path or a name.</param>
    /// <param name="modelsFolder">Where names are looked for.</param>
    /// <param name="precision">What is wanted.</param>
    /// <returns>Its folder.</returns>
    /// <exception cref="FormatException">There is none; the message says what to convert.</exception>
    public static string Find(string model, string modelsFolder, F5Precision precision)
    {
        var named = Path.GetFullPath(model, Path.GetFullPath(modelsFolder.Length > 0 ? modelsFolder : "."));
        var word = precision.ToString().ToLowerInvariant();
        string[] places = [named, $"{named}-{word}"];
        return Array.Find(places, place => ModelFolder.IsModel(place) && ModelFolder.Open(place).Precision == precision)
            ?? throw new FormatException($"There is no {word} model: neither {places[0]} nor {places[1]} is one. Make it: ishowtts models convert f5 … --precision {word} --out {places[1]}");
    }

    /// <summary>The model of random weights, which is made when it is not there yet.</summary>
    /// <param name="isFull">Of the true size, else a toy.</param>
    /// <param name="precision">Number format.</param>
    /// <param name="cancellationToken">Ends it; nothing is left behind but finished models.</param>
    /// <returns>Its folder.</returns>
    /// <exception cref="CheckpointException">The disk is full or cannot be written.</exception>
    public async Task<string> MakeRandomAsync(bool isFull, F5Precision precision, CancellationToken cancellationToken)
    {
        var target = Path.Combine(Folder, $"random-{(isFull ? "full" : "tiny")}-{precision.ToString().ToLowerInvariant()}");
        // A model of another build may have other graphs; it is made anew.
        var madeBy = target + ".made-by";
        if (ModelFolder.IsModel(target) && File.Exists(madeBy) && await File.ReadAllTextAsync(madeBy, cancellationToken) == s_build)
        {
            return target;
        }

        tell($"Making a model of random weights, once ({(isFull ? "1.4 GB, about a minute" : "small")}): {target}");
        if (checkpoint is null)
        {
            checkpoint = Directory.CreateDirectory(Path.Combine(Folder, $"checkpoint-{Environment.ProcessId}")).FullName;
            await Task.Run(() => RandomCheckpoint.Write(checkpoint, isFull, cancellationToken), cancellationToken);
        }

        var request = new F5ConversionRequest
        {
            Checkpoint = Path.Combine(checkpoint, RandomCheckpoint.Transformer),
            Vocoder = Path.Combine(checkpoint, RandomCheckpoint.Vocoder),
            Vocabulary = Path.Combine(checkpoint, RandomCheckpoint.Vocabulary),
            Config = Path.Combine(checkpoint, RandomCheckpoint.Config),
            Precision = precision,
            Output = target,
            Replace = true,
            Licence = "none: random numbers",
            CreatedBy = $"ishowtts bench {WorkerVersion.Text}",
        };
        await new F5Converter(time).ConvertAsync(request, null, cancellationToken);
        await File.WriteAllTextAsync(madeBy, s_build, cancellationToken);
        return target;
    }

    /// <summary>A voice for the models of random weights, cloned from a clip that eSpeak NG speaks, so that its transcript is right.</summary>
    /// <param name="espeak">Speaks the clip.</param>
    /// <param name="model">The model's folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SynthesisException">eSpeak NG cannot be used.</exception>
    public async Task<Voice> MakeVoiceAsync(ISpeechEngine espeak, string model, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        var clip = Path.Combine(Folder, "clip.wav");
        if (!File.Exists(clip))
        {
            await SpeakClipAsync(espeak, clip, cancellationToken);
        }

        return new Voice("bench", "f5", "bench", "en-US")
        {
            Reference = new VoiceReference(clip, ClipText, "Spoken by eSpeak NG for this benchmark; nobody's voice.") { Model = model, Seed = 1 },
        };
    }

    /// <summary>Writes a voices file with one cloned voice.</summary>
    /// <param name="voice">The voice.</param>
    /// <returns>The file; the next call replaces it.</returns>
    public string WriteVoice(Voice voice)
    {
        Directory.CreateDirectory(Folder);
        var reference = voice.Reference!;
        var entry = new JsonObject
        {
            ["name"] = voice.Name,
            ["engine"] = voice.Engine,
            ["engineVoice"] = voice.EngineVoice,
            ["language"] = voice.Language,
            ["speed"] = voice.Speed,
            ["clip"] = reference.Clip,
            ["transcript"] = reference.Transcript,
            ["consent"] = reference.Consent,
            ["model"] = reference.Model,
            ["seed"] = reference.Seed,
        };
        var path = Path.Combine(Folder, "voices.json");
        File.WriteAllText(path, new JsonObject { ["voices"] = new JsonArray(entry) }.ToJsonString());
        return path;
    }

    /// <summary>Removes the checkpoint, which only the conversion needed.</summary>
    public void Dispose()
    {
        if (checkpoint is not null && Directory.Exists(checkpoint))
        {
            Directory.Delete(checkpoint, recursive: true);
        }
    }

    private static async Task SpeakClipAsync(ISpeechEngine espeak, string clip, CancellationToken cancellationToken)
    {
        var voice = await espeak.FindVoiceAsync("en-us", cancellationToken)
            ?? throw new SynthesisException("voice-unknown", "eSpeak NG has no voice en-us, which speaks the benchmark's clip. Reinstall espeak-ng-data.");
        var unfinished = clip + ".part";
        WavWriter? writer = null;
        try
        {
            await foreach (var chunk in espeak.SynthesizeAsync(new SynthesisRequest(ClipText, voice), cancellationToken))
            {
                using (chunk)
                {
                    writer ??= new WavWriter(File.Create(unfinished), chunk.Format);
                    writer.Write(chunk.Samples.Span);
                }
            }
        }
        finally
        {
            writer?.Dispose();
        }

        File.Move(unfinished, clip, overwrite: true);
    }
}
