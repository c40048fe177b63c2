// @ts-check
import { byId } from './dom.js';
import { forget, keep, kept } from './keep.js';
import { settings } from './settings.js';

/**
 * Where the person writes. Enter sends, Shift and Enter begins a line; a draft outlives a reload.
 * @param {(text: string) => void} say
 */
export function composer(say) {
  /** @type {HTMLTextAreaElement} */
  const text = byId('text');
  /** @type {HTMLFormElement} */
  const form = byId('composer');

  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight + 2}px`;
    form.classList.toggle('empty', text.value.trim() === '');
  };
  text.value = kept('draft') ?? '';
  grow();

  text.addEventListener('input', () => {
    grow();
    if (text.value === '') forget('draft');
    else keep('draft', text.value.slice(0, settings.longest * 2));
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = text.value.trim();
    text.focus();
    if (words === '') return;
    // One more than is read, so that the desk knows there was more.
    say(words.slice(0, settings.longest + 1));
    text.value = '';
    forget('draft');
    grow();
  });
  return { focus: () => text.focus({ preventScroll: true }) };
}
