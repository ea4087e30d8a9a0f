using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Voices;

/// <summary>Every voice people can name: those of the voices file, and each engine's own as <c>engine:voice</c>, for example <c>espeak:en-us+f3</c>.</summary>
/// <remarks>
/// Thread safe. Names are compared without case. The file is read again when it changes (looked at every two seconds of use);
/// when it then has an error, that is logged and the voices before stay.
/// </remarks>
public sealed class VoiceCatalog
{
    private readonly IReadOnlyList<ISpeechEngine> engines;
    private readonly IOptionsMonitor<VoiceOptions> options;
    private readonly VoiceFileWatch file;
    private readonly ILogger<VoiceCatalog> logger;

    /// <summary>Makes the catalog and reads the file.</summary>
    /// <param name="engines">The engines whose own voices can be named.</param>
    /// <param name="options">File and default; changes are followed.</param>
    /// <param name="time">Says when to look at the file again.</param>
    /// <param name="logger">Told when a changed file has errors.</param>
    public VoiceCatalog(
        IEnumerable<ISpeechEngine> engines, IOptionsMonitor<VoiceOptions> options, TimeProvider time, ILogger<VoiceCatalog> logger)
        : this(engines, options, new VoiceFileWatch(options, time, logger), logger)
    {
    }

    /// <summary>Makes the catalog over a file that others watch too.</summary>
    internal VoiceCatalog(
        IEnumerable<ISpeechEngine> engines, IOptionsMonitor<VoiceOptions> options, VoiceFileWatch file, ILogger<VoiceCatalog> logger)
    {
        this.engines = [.. engines];
        this.options = options;
        this.file = file;
        this.logger = logger;
    }

    /// <summary>The voice of whoever chose none, <c>Voices:Default</c>. Not checked against its engine; see <see cref="CheckAsync(CancellationToken)"/>.</summary>
    public Voice Default => Find(options.CurrentValue.Default) ?? FromEngineName(options.CurrentValue.Default);

    /// <summary>Whether an engine of this name is there; says nothing about whether it works.</summary>
    internal bool HasEngine(string name) => engines.Any(engine => engine.Engine.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The voices of the file, in its order, then those that were uploaded.</summary>
    public IReadOnlyList<Voice> Named => file.Voices;

    /// <summary>Finds a voice of the file. Never waits.</summary>
    /// <param name="name">Compared without case.</param>
    /// <returns>The voice, or null.</returns>
    public Voice? Find(string name) => file.Find(name);

    /// <summary>Finds a voice: of the file, else <c>engine:voice</c>, else a voice of any engine by its bare name.</summary>
    /// <param name="name">Compared without case; anything a viewer may type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The voice, or null when there is none, or its engine cannot be used.</returns>
    public async ValueTask<Voice?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (Find(name) is { } named || name.Length is 0 or > VoiceFile.LongestName)
        {
            return Find(name);
        }

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        foreach (var engine in engines)
        {
            if (colon >= 0 && !engine.Engine.Equals(name[..colon], StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            try
            {
                if (await engine.FindVoiceAsync(name[(colon + 1)..], cancellationToken).ConfigureAwait(false) is { } found)
                {
                    return found;
                }
            }
            catch (SynthesisException exception)
            {
                Log.EngineUnusable(logger, engine.Engine, exception.Message);
            }
        }

        return null;
    }

    /// <summary>All voices: first those of the file, then each usable engine's own.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<IReadOnlyList<Voice>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<Voice>(Named);
        foreach (var engine in engines)
        {
            try
            {
                all.AddRange(await engine.GetVoicesAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (SynthesisException exception)
            {
                Log.EngineUnusable(logger, engine.Engine, exception.Message);
            }
        }

        // An engine whose voices stand in the file lists them itself too.
        return [.. all.DistinctBy(voice => voice.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Asks the engines whether they have every voice of the file and the default one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is wrong, with the cure; empty when all is well.</returns>
    public async ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var voice in Named.Append(Default).Distinct())
        {
            problems.AddRange(await CheckAsync(voice, cancellationToken).ConfigureAwait(false));
        }

        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Asks the engine of a voice whether it can speak it.</summary>
    /// <param name="voice">A voice of the file, or the default one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is wrong, with the cure; empty when all is well.</returns>
    public async ValueTask<IReadOnlyList<string>> CheckAsync(Voice voice, CancellationToken cancellationToken)
    {
        var engine = engines.FirstOrDefault(engine => engine.Engine.Equals(voice.Engine, StringComparison.OrdinalIgnoreCase));
        try
        {
            if (engine is null)
            {
                return [$"The voice {voice.Name} asks for the engine {voice.Engine}, which this worker does not have. Correct it in {options.CurrentValue.File}."];
            }

            if (await engine.FindVoiceAsync(voice.EngineVoice, cancellationToken).ConfigureAwait(false) is null)
            {
                return [$"The engine {voice.Engine} has no voice {voice.EngineVoice} (voice {voice.Name}). Correct it in {options.CurrentValue.File}; ishowtts voices lists what there is."];
            }

            return [.. await engine.CheckVoiceAsync(voice, cancellationToken).ConfigureAwait(false), .. await CheckFallbackAsync(voice, cancellationToken).ConfigureAwait(false)];
        }
        catch (SynthesisException exception)
        {
            return [exception.Message];
        }
    }

    private async ValueTask<IReadOnlyList<string>> CheckFallbackAsync(Voice voice, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var name in voice.Fallback)
        {
            if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is null)
            {
                problems.Add($"The voice {voice.Name} lists {name} as fallback, which there is not. Correct it in {options.CurrentValue.File}; ishowtts voices lists what there is.");
            }
        }

        return problems;
    }

    private Voice FromEngineName(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var engine = colon > 0 ? name[..colon].ToLowerInvariant() : engines.Count > 0 ? engines[0].Engine : "espeak";
        return new Voice(name, engine, name[(colon + 1)..], "");
    }
}
