using IShowTts.Tts.Audio;

namespace IShowTts.Worker.Cli;

/// <summary>Where <c>say</c> sends its sound.</summary>
internal interface ISayTarget : IAsyncDisposable
{
    /// <summary>What it is, for people.</summary>
    string Name { get; }

    /// <summary>Makes ready.</summary>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Takes a mono chunk of 48 kHz; the caller keeps and disposes it.</summary>
    ValueTask WriteAsync(AudioChunk chunk, CancellationToken cancellationToken);

    /// <summary>Returns when everything was heard or written.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
