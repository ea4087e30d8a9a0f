using IShowTts.Tts.Audio;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>A stage around another synthesizer that changes nothing. Derive from it and override what the stage is for.</summary>
/// <param name="inner">The synthesizer inside; disposed with this one.</param>
public abstract class DelegatingSynthesizer(ISpeechSynthesizer inner) : ISpeechSynthesizer
{
    /// <inheritdoc/>
    public virtual string Engine => Inner.Engine;

    /// <summary>The synthesizer inside.</summary>
    protected ISpeechSynthesizer Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<Voice>> GetVoicesAsync(CancellationToken cancellationToken) => Inner.GetVoicesAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<AudioChunk> SynthesizeAsync(SynthesisRequest request, CancellationToken cancellationToken) =>
        Inner.SynthesizeAsync(request, cancellationToken);

    /// <summary>Disposes the synthesizer inside.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }
}
