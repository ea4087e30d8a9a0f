using IShowTts.Tts.F5;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>Chooses engine, voice and model by what was asked.</summary>
/// <param name="context">What tests replace.</param>
/// <param name="settings">What was asked.</param>
/// <param name="models">Finds and makes models.</param>
internal sealed class BenchTargets(CommandContext context, BenchSettings settings, BenchModels models)
{
    private const string F5 = "f5";

    /// <summary>Builds the engines and chooses.</summary>
    /// <param name="precision">Number format of the model; null for what there is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The caller disposes it.</returns>
    /// <exception cref="FormatException">What was asked for is not there; the message says what is.</exception>
    public async Task<BenchTarget> OpenAsync(string? precision, CancellationToken cancellationToken)
    {
        var services = Build(null);
        try
        {
            if (settings.RandomWeights.Length == 0)
            {
                var (engine, voice) = await ChooseAsync(services, precision, cancellationToken);
                if (precision is null)
                {
                    return new BenchTarget(services, engine, voice, engine.Engine == F5 ? ProviderOf(services) : "", "");
                }

                return await ReopenAsync(services, voice with { Reference = WithModel(services, voice, precision) }, precision, cancellationToken);
            }

            if (settings.Engine is { } other && other != F5)
            {
                throw new FormatException($"--random-weights is for the engine f5, not for {other}.");
            }

            var model = await models.MakeRandomAsync(settings.RandomWeights == "full", PrecisionOf(precision ?? "fp32"), cancellationToken);
            var cloned = await models.MakeVoiceAsync(Find(services, "espeak"), model, cancellationToken);
            return await ReopenAsync(services, cloned, precision ?? "fp32", cancellationToken);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    // The engine knows the voices of the voices file only, so a voice with another model gets a file of its own.
    private async Task<BenchTarget> ReopenAsync(ServiceProvider first, Voice voice, string precision, CancellationToken cancellationToken)
    {
        var services = Build((models.WriteVoice(voice), voice.Name));
        try
        {
            var engine = Find(services, F5);
            var known = await engine.FindVoiceAsync(voice.EngineVoice, cancellationToken) ?? throw new InvalidOperationException($"The voice {voice.Name} was written, but the engine does not find it.");
            var target = new BenchTarget(services, engine, known, ProviderOf(services), precision);
            await first.DisposeAsync();
            return target;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    private ServiceProvider Build((string File, string Name)? onlyVoice)
    {
        // A benchmark waits as long as it takes, and does not refuse noise for sounding like it.
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

        if (onlyVoice is { } only)
        {
            overrides[$"{VoiceOptions.Section}:{nameof(VoiceOptions.File)}"] = only.File;
            overrides[$"{VoiceOptions.Section}:{nameof(VoiceOptions.Default)}"] = only.Name;
        }

        return CommandServices.Build(context, settings.Host with { Overrides = overrides });
    }

    private async Task<(ISpeechEngine Engine, Voice Voice)> ChooseAsync(ServiceProvider services, string? precision, CancellationToken cancellationToken)
    {
        var voice = await FindVoiceAsync(services.GetRequiredService<VoiceCatalog>(), cancellationToken);
        var engine = Find(services, settings.Engine ?? voice!.Engine);
        if (voice is not null && voice.Engine != engine.Engine)
        {
            throw new FormatException($"The voice {voice.Name} is of the engine {voice.Engine}, not of {engine.Engine}.");
        }

        if (engine.Engine != F5 && (precision is not null || settings.Nfe.Count > 0))
        {
            throw new FormatException($"--nfe and --precision are for the engine f5; {engine.Engine} has neither.");
        }

        voice ??= await engine.GetVoicesAsync(cancellationToken) is [var first, ..] ? first
            : throw new FormatException($"The engine {engine.Engine} has no voice. Add one to the voices file (docs/voices.md), name one with --voice, or measure with --random-weights full.");
        return (engine, voice);
    }

    private async Task<Voice?> FindVoiceAsync(VoiceCatalog catalog, CancellationToken cancellationToken) =>
        settings.Voice is { } name ? await catalog.FindAsync(name, cancellationToken) ?? throw new FormatException($"There is no voice '{name}'. See: ishowtts voices")
        : settings.Engine is null ? catalog.Default
        : catalog.Named.Prepend(catalog.Default).FirstOrDefault(voice => voice.Engine == settings.Engine);

    private static VoiceReference WithModel(ServiceProvider services, Voice voice, string precision)
    {
        var options = services.GetRequiredService<IOptions<F5Options>>().Value;
        var reference = voice.Reference ?? throw new FormatException($"The voice {voice.Name} has no clip, so its model cannot be chosen.");
        return reference with { Model = BenchModels.Find(reference.Model.Length > 0 ? reference.Model : options.Model, options.ModelsFolder, PrecisionOf(precision)) };
    }

    // The last of a name: what a test adds stands behind ours.
    private static ISpeechEngine Find(ServiceProvider services, string name)
    {
        var engines = services.GetServices<ISpeechEngine>().ToArray();
        return Array.FindLast(engines, engine => engine.Engine == name)
            ?? throw new FormatException($"There is no engine '{name}'. There are: {string.Join(", ", engines.Select(engine => engine.Engine))}.");
    }

    private static F5Precision PrecisionOf(string word) => Enum.Parse<F5Precision>(word, ignoreCase: true);

    private static string ProviderOf(ServiceProvider services) => services.GetRequiredService<OnnxDiagnosis>().Examine() switch
    {
        { Provider: { } provider } => provider.ToString(),
        var report => throw new SynthesisException("engine-missing", report.Problem),
    };
}
