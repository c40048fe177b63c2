// @ts-check
import { byId } from './dom.js';
import { settings } from './settings.js';

/**
 * How the chat talks with the page that holds it: the closing and the news of the embedding script, which learns
 * nothing of what is said, and to the rehearsal console that there is a turn to look at.
 * @param {() => void} onOpened
 */
export function frame(onOpened) {
  const isFramed = window.parent !== window;
  const isRehearsed = isFramed && new URLSearchParams(location.search).has('persona');

  if (settings.isEmbedded) {
    const close = () => window.parent.postMessage({ deskChat: 'close' }, '*');
    byId('close').addEventListener('click', close);
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) close();
    });
    window.addEventListener('message', ({ source, data }) => {
      if (source === window.parent && data?.deskChat === 'opened') onOpened();
    });
  }
  return {
    news() {
      if (settings.isEmbedded && isFramed) window.parent.postMessage({ deskChat: 'news' }, '*');
    },
    /** @param {string} chat */
    turn(chat) {
      if (isRehearsed) window.parent.postMessage({ deskChat: 'turn', chat }, location.origin);
    },
  };
}
