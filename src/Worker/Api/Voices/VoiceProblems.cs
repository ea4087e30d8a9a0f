using System.Runtime.CompilerServices;
using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Api.Voices;

/// <summary>What is wrong with voices, remembered for half a minute: to look at a cloned voice its clip is prepared.</summary>
/// <remarks>Thread safe. A voice whose files changed is another object, so it is looked at anew.</remarks>
internal sealed class VoiceProblems(VoiceCatalog catalog, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConditionalWeakTable<Voice, Finding> known = [];

    /// <summary>What is wrong with a voice, with the cure; empty when all is well.</summary>
    /// <param name="voice">A voice of the catalog.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<IReadOnlyList<string>> OfAsync(Voice voice, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(voice, out var finding) && time.GetElapsedTime(finding.At) < Fresh)
        {
            return finding.Problems;
        }

        var problems = await catalog.CheckAsync(voice, cancellationToken);
        known.AddOrUpdate(voice, new Finding(time.GetTimestamp(), problems));
        return problems;
    }

    private sealed record Finding(long At, IReadOnlyList<string> Problems);
}
