using IShowTts.Worker.Queue;

namespace IShowTts.QueueCrash;

/// <summary>Speaks what waits, in no time; sometimes an engine fails, a person skips or a moderator silences.</summary>
/// <param name="queue">What waits.</param>
/// <param name="random">Decides what happens.</param>
/// <param name="tell">Writes a line (see <see cref="CrashRedemptions"/>).</param>
internal sealed class CrashSpeaker(IUtteranceQueue queue, Random random, Action<string> tell)
{
    private const int Slices = 4;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);
    private static readonly StateReason Why = new(ReasonCodes.Finished);

    /// <summary>Speaks the next one.</summary>
    /// <param name="isGentle">Nothing goes wrong.</param>
    /// <param name="meanwhile">Done while it plays; null for nothing.</param>
    /// <returns>False when nothing waits.</returns>
    public async Task<bool> SpeakNextAsync(bool isGentle, Func<Task>? meanwhile = null)
    {
        if (await queue.TakeNextAsync(CancellationToken.None) is not { } next)
        {
            return false;
        }

        if (!isGentle && random.Next(12) == 0)
        {
            await EndAsync(next, UtteranceState.Failed, ReasonCodes.EngineFailed);
            return true;
        }

        if (await queue.MoveAsync(next.Id, [UtteranceState.Synthesizing], new UtteranceChange(UtteranceState.Playing, Why), CancellationToken.None) is null)
        {
            return true;
        }

        tell("start " + next.Viewer.Login);
        for (var slice = 1; slice < Slices; slice++)
        {
            await queue.SaveProgressAsync(next.Id, slice * Slice, Slices * Slice, CancellationToken.None);
            if (slice == Slices / 2)
            {
                tell("half " + next.Viewer.Login);
            }

            if (meanwhile is not null)
            {
                await meanwhile();
            }

            if (!isGentle && random.Next(12) == 0)
            {
                var isModerated = random.Next(2) == 0;
                await EndAsync(next, isModerated ? UtteranceState.Cancelled : UtteranceState.Skipped, isModerated ? ReasonCodes.ViewerSilenced : ReasonCodes.SkippedByPerson);
                return true;
            }
        }

        tell("ended " + next.Viewer.Login);
        await EndAsync(next, UtteranceState.Heard, ReasonCodes.Finished);
        return true;
    }

    private async Task EndAsync(Utterance utterance, UtteranceState state, string code) => await queue.CancelAsync(
        new UtteranceMatch { Id = utterance.Id }, state, new StateReason(code), CancellationToken.None);
}
