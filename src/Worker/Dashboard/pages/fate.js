// What may still be ordered for what is over, by why it ended. The worker is the judge; a button that it would always refuse is not shown.

/** Somebody took the words back: a moderator, the platform, their author. They are never said again. */
const TAKEN_BACK = new Set(['message-deleted', 'viewer-silenced', 'chat-cleared', 'already-deleted', 'held-by-platform', 'redemption-cancelled', 'rejected', 'withdrawn']);

/** A rule said no, and one message can be let off it. */
const REFUSED = new Set([
  'too-long', 'link', 'emotes', 'repetition', 'blocked-word', 'viewer-cooldown', 'global-cooldown', 'repeated-message', 'role', 'below-minimum',
  'unreadable-script', 'ignored-viewer', 'known-bot', 'own-message', 'ignored-prefix', 'kind-off', 'speech-off', 'mode',
]);

/** @param {Utterance} utterance one that is over */
export const canBeReleased = (utterance) => utterance.state === 'rejected' && Boolean(utterance.reason?.rule) && REFUSED.has(utterance.reason?.code ?? '');

/** @param {Utterance} utterance one that is over */
export const canBeSaidAgain = (utterance) => utterance.state !== 'rejected' && utterance.spokenText !== '' && !TAKEN_BACK.has(utterance.reason?.code ?? '');
