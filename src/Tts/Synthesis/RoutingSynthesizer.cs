using System.Runtime.CompilerServices;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>Many engines as one synthesizer: each request goes to the engine its voice names.</summary>
public sealed class RoutingSynthesizer : ISpeechSynthesizer
{
    private readonly Dictionary<string, ISpeechEngine> engines;

    /// <summary>Takes the engines.</summary>
    /// <param name="engines">With distinct names; disposed with this.</param>
    /// <exception cref="ArgumentException">Two engines have one name.</exception>
    public RoutingSynthesizer(IEnumerable<ISpeechEngine> engines) =>
        this.engines = engines.ToDictionary(engine => engine.Engine, StringComparer.OrdinalIgnoreCase);

    /// <summary>Always <c>all</c>.</summary>
    public string Engine => "all";

    /// <summary>The voices of every engine that can be used; fails only when none can.</summary>
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Voice>> GetVoicesAsync(CancellationToken cancellationToken)
    {
        var voices = new List<Voice>();
        SynthesisException? failure = null;
        foreach (var engine in engines.Values)
        {
            try
            {
                voices.AddRange(await engine.GetVoicesAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (SynthesisException exception)
            {
                failure = exception;
            }
        }

        return voices.Count > 0 || failure is null ? voices : throw new SynthesisException(failure.Code, failure.Message, failure);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!engines.TryGetValue(request.Voice.Engine, out var engine))
        {
            throw new SynthesisException(
                "voice-unknown",
                $"The voice {request.Voice.Name} asks for the engine {request.Voice.Engine}, which this worker does not have. It has: {string.Join(", ", engines.Keys)}.");
        }

        await foreach (var chunk in engine.SynthesizeAsync(request, cancellationToken).ConfigureAwait(false))
        {
            yield return chunk;
        }
    }

    /// <summary>Disposes every engine.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var engine in engines.Values)
        {
            await engine.DisposeAsync().ConfigureAwait(false);
        }
    }
}
