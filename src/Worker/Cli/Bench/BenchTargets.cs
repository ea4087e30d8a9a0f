using IShowTts.Tts.F5;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>Chooses engine, voice and model by what was asked.</summary>
/// <param name="settings">What was asked.</param>
/// <param name="models">Finds and makes models.</param>
internal sealed class BenchTargets(BenchSettings settings, BenchModels models)
{
    private const string F5 = "f5";

    /// <summary>Configuration that a benchmark needs: it waits as long as it takes, and noise is not refused for sounding like it.</summary>
    public Dictionary<string, string?> Overrides()
    {
        var overrides = new Dictionary<string, string?>(settings.Host.Overrides, StringComparer.OrdinalIgnoreCase)
        {
            [$"{F5Options.Section}:{nameof(F5Options.TimeoutSeconds)}"] = "60",
        };
        if (settings.Provider is { } provider)
        {
            overrides[$"{OnnxOptions.Section}:{nameof(OnnxOptions.Provider)}"] = provider;
        }

        if (settings.RandomWeights.Length > 0)
        {
            overrides[$"{F5Options.Section}:{nameof(F5Options.CheckResults)}"] = "false";
            overrides[$"{F5Options.Section}:{nameof(F5Options.VerifyModel)}"] = "false";
        }

        return overrides;
    }

    /// <summary>Chooses.</summary>
    /// <param name="services">The engines and voices.</param>
    /// <param name="precision">Number format of the model; null for what there is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FormatException">What was asked for is not there; the message says what is.</exception>
    public async Task<BenchTarget> ChooseAsync(IServiceProvider services, string? precision, CancellationToken cancellationToken)
    {
        var engines = services.GetServices<ISpeechEngine>().ToArray();
        if (settings.RandomWeights.Length > 0)
        {
            return await MakeRandomAsync(services, engines, precision ?? "fp32", cancellationToken);
        }

        var voice = await FindVoiceAsync(services.GetRequiredService<VoiceCatalog>(), cancellationToken);
        var engine = Find(engines, settings.Engine ?? voice!.Engine);
        if (voice is not null && voice.Engine != engine.Engine)
        {
            throw new FormatException($"The voice {voice.Name} is of the engine {voice.Engine}, not of {engine.Engine}.");
        }

        voice ??= await engine.GetVoicesAsync(cancellationToken) is [var first, ..] ? first
            : throw new FormatException($"The engine {engine.Engine} has no voice. Add one to the voices file (docs/voices.md), name one with --voice, or measure with --random-weights full.");
        if (engine.Engine != F5)
        {
            return precision is null && settings.Nfe.Count == 0
                ? new BenchTarget(engine, voice, "", "")
                : throw new FormatException($"--nfe and --precision are for the engine f5; {engine.Engine} has neither.");
        }

        return new BenchTarget(engine, precision is null ? voice : WithModel(services, voice, precision), ProviderOf(services), precision ?? "");
    }

    private async Task<BenchTarget> MakeRandomAsync(IServiceProvider services, ISpeechEngine[] engines, string precision, CancellationToken cancellationToken)
    {
        if (settings.Engine is { } other && other != F5)
        {
            throw new FormatException($"--random-weights is for the engine f5, not for {other}.");
        }

        var model = await models.MakeRandomAsync(settings.RandomWeights == "full", PrecisionOf(precision), cancellationToken);
        return new BenchTarget(Find(engines, F5), await models.MakeVoiceAsync(Find(engines, "espeak"), model, cancellationToken), ProviderOf(services), precision);
    }

    private async Task<Voice?> FindVoiceAsync(VoiceCatalog catalog, CancellationToken cancellationToken) =>
        settings.Voice is { } name ? await catalog.FindAsync(name, cancellationToken) ?? throw new FormatException($"There is no voice '{name}'. See: ishowtts voices")
        : settings.Engine is null ? catalog.Default
        : catalog.Named.Prepend(catalog.Default).FirstOrDefault(voice => voice.Engine == settings.Engine);

    private static Voice WithModel(IServiceProvider services, Voice voice, string precision)
    {
        var options = services.GetRequiredService<IOptions<F5Options>>().Value;
        var reference = voice.Reference ?? throw new FormatException($"The voice {voice.Name} has no clip, so its model cannot be chosen.");
        var model = BenchModels.Find(reference.Model.Length > 0 ? reference.Model : options.Model, options.ModelsFolder, PrecisionOf(precision));
        return voice with { Reference = reference with { Model = model } };
    }

    private static ISpeechEngine Find(ISpeechEngine[] engines, string name) => Array.FindLast(engines, engine => engine.Engine == name)
        ?? throw new FormatException($"There is no engine '{name}'. There are: {string.Join(", ", engines.Select(engine => engine.Engine))}.");

    private static F5Precision PrecisionOf(string word) => Enum.Parse<F5Precision>(word, ignoreCase: true);

    private static string ProviderOf(IServiceProvider services) => services.GetRequiredService<OnnxDiagnosis>().Examine() switch
    {
        { Provider: { } provider } => provider.ToString(),
        var report => throw new SynthesisException("engine-missing", report.Problem),
    };
}
