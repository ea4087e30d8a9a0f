// Between discord.js' gateway and the voice library.

/**
 * @typedef {object} AdapterEvents
 * @property {(data: any, pass: () => void) => void} state VOICE_STATE_UPDATE of the bot; `pass` gives it to the library.
 * @property {(data: any, pass: () => void) => void} server VOICE_SERVER_UPDATE; likewise.
 * @property {() => void} gone The gateway was closed for good.
 */

/**
 * Lets the library ask to join once, and to leave. After every close of a voice socket it would otherwise ask again at once, without a wait, until the gateway's own limit starves everything else.
 * @param {any} guild discord.js' Guild.
 * @param {AdapterEvents} events
 * @returns {(methods: any) => any} The library's `adapterCreator`.
 */
export function askOnce(guild, events) {
  return (methods) => {
    let asked = false;
    const inner = guild.voiceAdapterCreator({
      onVoiceServerUpdate: (/** @type {any} */ data) => events.server(data, () => methods.onVoiceServerUpdate(data)),
      onVoiceStateUpdate: (/** @type {any} */ data) => events.state(data, () => methods.onVoiceStateUpdate(data)),
      destroy: () => {
        methods.destroy();
        events.gone();
      },
    });
    return {
      sendPayload: (/** @type {any} */ payload) => {
        const leaves = payload.d.channel_id === null;
        if (asked && !leaves) return false;
        asked ||= !leaves;
        return inner.sendPayload(payload);
      },
      destroy: () => inner.destroy(),
    };
  };
}
