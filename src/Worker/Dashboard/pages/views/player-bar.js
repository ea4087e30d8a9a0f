// Shown while this browser plays something for itself.
import { html } from '../lib.js';
import { Icon } from '../icons.js';
import { Button } from '../parts.js';
import { useStore } from '../store.js';
import { texts } from '../texts.js';
import { duration } from '../format.js';
import { stopListening } from '../player.js';

export function PlayerBar() {
  const player = useStore((state) => state.player);
  return player && html`
    <aside class="player" aria-label=${texts.player.playing}>
      <${Icon} name="listen" /><p><b>${texts.player.playing}</b> <span dir="auto">${player.text}</span>
      ${player.metrics && html`<span class="muted">${texts.player.metrics(duration(player.metrics.ttfaMs), (player.metrics.rtf ?? 0).toFixed(2))}</span>`}</p>
      <${Button} icon="stop" label=${texts.player.stop} kind="primary" onClick=${stopListening} />
    </aside>`;
}
