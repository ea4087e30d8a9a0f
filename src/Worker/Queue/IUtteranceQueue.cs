namespace IShowTts.Worker.Queue;

/// <summary>Utterances, durable: every change is on disk before the call that makes it returns.</summary>
/// <remarks>Thread safe. All changes are compare-and-set on the state, so two who race cannot both win.</remarks>
internal interface IUtteranceQueue
{
    /// <summary>Opens the store and brings utterances of an earlier run to a state from which they go on (see <see cref="QueueOptions.OnInterrupted"/>).</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Utterances that were changed by the recovery.</returns>
    /// <exception cref="QueueStoreException">The store is corrupt, read-only, newer than this worker, or the disk is full.</exception>
    ValueTask<IReadOnlyList<UtteranceTransition>> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Adds an utterance in its <see cref="Utterance.State"/> (queued, held, or rejected for the record).</summary>
    /// <param name="utterance">What to add.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was added.</param>
    /// <returns>Whether it was added, was already there, or fell because the queue is full.</returns>
    ValueTask<AddResult> AddAsync(Utterance utterance, CancellationToken cancellationToken);

    /// <summary>Takes the next one: by priority, then fair turns among viewers, then age. It goes from queued to synthesizing. Expired chat on the way is marked. What is doubted (<see cref="IUtteranceDoubts"/>) is passed over and holds up nobody.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The next one, or null when nothing waits.</returns>
    ValueTask<Utterance?> TakeNextAsync(CancellationToken cancellationToken);

    /// <summary>Returns when something may wait: something was added, released or put back since the last call that took nothing.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask WaitForWorkAsync(CancellationToken cancellationToken);

    /// <summary>Moves an utterance when it is in one of the expected states. What is doubted (<see cref="IUtteranceDoubts"/>) does not begin to play: it goes back to queued instead.</summary>
    /// <param name="id">The utterance.</param>
    /// <param name="from">States it may be in now.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was changed.</param>
    /// <returns>The transition, or null when it is not there, in another state or put back.</returns>
    ValueTask<UtteranceTransition?> MoveAsync(string id, IReadOnlyCollection<UtteranceState> from, UtteranceChange change, CancellationToken cancellationToken);

    /// <summary>Stores how much of a playing utterance was heard, for recovery. No transition is told.</summary>
    /// <param name="id">The utterance.</param>
    /// <param name="heard">Audio heard so far.</param>
    /// <param name="total">Length of the whole audio, when known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask SaveProgressAsync(string id, TimeSpan heard, TimeSpan? total, CancellationToken cancellationToken);

    /// <summary>Changes what is said of an utterance that is held or queued (times N).</summary>
    /// <returns>The transition, or null when it is not waiting any more.</returns>
    ValueTask<UtteranceTransition?> RewordAsync(string id, string spokenText, StateReason reason, CancellationToken cancellationToken);

    /// <summary>Puts one that is queued right before another that is, or last (<see cref="PlacedOrder"/>). Told as a transition from queued to queued.</summary>
    /// <param name="id">The one to put.</param>
    /// <param name="beforeId">The one that follows it; null for last: after all that waits now.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was changed.</param>
    /// <returns>The transition, or null when one of the two is not queued, or both are the same.</returns>
    ValueTask<UtteranceTransition?> PlaceAsync(string id, string? beforeId, StateReason reason, CancellationToken cancellationToken);

    /// <summary>Cancels everything that fits and is not final yet: held, queued, synthesizing and playing.</summary>
    /// <param name="match">Which; with <see cref="UtteranceMatch.MarksFinished"/> also what says those again.</param>
    /// <param name="to">Cancelled, skipped or rejected.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was changed.</param>
    /// <returns>What was changed, in order; the caller stops those that were synthesizing or playing.</returns>
    ValueTask<IReadOnlyList<UtteranceTransition>> CancelAsync(UtteranceMatch match, UtteranceState to, StateReason reason, CancellationToken cancellationToken);

    /// <summary>Adds the better paid of two utterances of one thing, in one step with the end of the lesser one (<see cref="TakeOver"/>).</summary>
    /// <param name="lesserId">The one that was there.</param>
    /// <param name="better">The one that is spoken in its place, or kept with its end when that was heard or taken back. Added as by <see cref="AddAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was changed.</param>
    ValueTask<TakeOverResult> TakeOverAsync(string lesserId, Utterance better, CancellationToken cancellationToken);

    /// <summary>Notes which chat message told the same, so that its deletion hits the utterance and what says it again. An id that is there already stays. No transition is told.</summary>
    /// <param name="id">The utterance.</param>
    /// <param name="messageId">Id of the chat message.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was changed.</param>
    /// <returns>Whether it was noted.</returns>
    ValueTask<bool> LinkMessageAsync(string id, string messageId, CancellationToken cancellationToken);

    /// <summary>One utterance, or null.</summary>
    ValueTask<Utterance?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Utterances by id, newest first; with <see cref="UtteranceQuery.After"/> the page behind that id.</summary>
    ValueTask<IReadOnlyList<Utterance>> ListAsync(UtteranceQuery query, CancellationToken cancellationToken);

    /// <summary>What waits (held excluded), in the order in which it would be taken now.</summary>
    ValueTask<IReadOnlyList<Utterance>> PeekAsync(int limit, CancellationToken cancellationToken);

    /// <summary>How many are in each state.</summary>
    ValueTask<IReadOnlyDictionary<UtteranceState, int>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Transitions after a sequence number, then new ones as they are committed. History older than the retention is gone; it starts with the oldest kept.</summary>
    /// <param name="afterSequence">Last sequence already seen; null for new ones only.</param>
    /// <param name="cancellationToken">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    IAsyncEnumerable<UtteranceTransition> WatchAsync(long? afterSequence, CancellationToken cancellationToken);
}
