// Every word that the overlay shows of its own. To translate: copy this file, translate the values, and name the copy in texts.js (docs/overlay.md).
export const texts = {
  title: 'iShowTTS overlay',
  unlock: 'Play audio here',
  blocked: 'This browser plays nothing before you click.',
  unsupported: 'Audio cannot be played at this address. Open the overlay as http://127.0.0.1:… or http://localhost:…, or over https.',
  wrongKey: 'The key in this page\'s address is missing or wrong. Make one with: ishowtts keys add obs --scope overlay',

  /** What a message was, beside the viewer's name; empty where the amount says enough. */
  kinds: {
    'chat': '', 'manual': '', 'notice': '', 'announcement': 'Announcement', 'cheer': '', 'redemption': '', 'power-up': 'Power-up',
    'donation': 'Donation', 'subscription': 'Subscription', 'gift': 'Gift', 'raid': 'Raid', 'follow': 'Follow',
  },
};
