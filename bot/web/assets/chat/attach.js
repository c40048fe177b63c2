// @ts-check
import { el } from './dom.js';
import { visitorToken } from './door.js';
import { chatAddress, settings, word } from './settings.js';
import { newId } from './unsent.js';

/**
 * @typedef {{ id: string, file: File, event: { type: 'file', kind: string, name: string, url: null } }} Upload
 * @typedef {{ onSent: (upload: Upload, messageId: number) => void, onChange: () => void, answers: () => string | undefined }} Listener `answers` gives the line that the file answers
 */

/**
 * Photos and files: chosen, pasted or dropped; sent one after another, each with its progress and a way to stop it. What is
 * refused says why and stays until it is sent again or put away. The same upload sent again is the same message.
 * @param {Listener} listener
 */
export function attachFiles(listener) {
  const button = document.getElementById('attach');
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById('files'));
  if (!button || !input) return;
  const add = (/** @type {Iterable<File>} */ files) => {
    for (const file of files) new Sending(file, listener);
  };
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    add(input.files ?? []);
    input.value = '';
  });
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  });
  acceptDrops(add);
}

/** @param {(files: Iterable<File>) => void} add */
function acceptDrops(add) {
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') === true;
  const mark = (/** @type {boolean} */ isOver) => document.body.classList.toggle('dropping', isOver);
  document.body.dataset.drop = word('chat-file-drop');
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', (event) => event.relatedTarget === null && mark(false));
  document.addEventListener('drop', (event) => {
    mark(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    add(event.dataTransfer?.files ?? []);
  });
}

/** Uploads wait for each other: a telephone on a thin line sends one well rather than three badly. */
let queue = Promise.resolve();

class Sending {
  /** @type {Upload} */
  #upload;
  #listener;
  #line = el('div', { class: 'line person unsent' });
  #progress = /** @type {HTMLProgressElement} */ (el('progress', { max: 1, value: 0 }));
  /** @type {XMLHttpRequest | null} */
  #request = null;
  #isOver = false;
  /** @type {string | undefined} */
  #answers;

  /**
   * @param {File} file
   * @param {Listener} listener
   */
  constructor(file, listener) {
    this.#listener = listener;
    this.#answers = listener.answers();
    const kind = file.type.startsWith('image/') ? 'image' : 'document';
    this.#upload = { id: newId(), file, event: { type: 'file', kind, name: file.name, url: null } };
    document.getElementById('uploads')?.append(this.#line);
    if (file.size === 0) this.#refuse(word('chat-file-empty'));
    else if (file.size > settings.largestFile) this.#refuse(word('chat-file-large'));
    else this.#begin();
  }

  #begin() {
    this.#isOver = false;
    this.#progress.value = 0;
    this.#progress.setAttribute('aria-label', `${word('chat-file-sending')}: ${this.#upload.file.name}`);
    this.#line.classList.remove('failed');
    this.#show(
      this.#progress,
      this.#button('chat-file-cancel', () => this.#cancel()),
    );
    announce(`${word('chat-file-sending')}: ${this.#upload.file.name}`);
    this.#listener.onChange();
    queue = queue.then(() => this.#send()).catch(() => undefined);
  }

  async #send() {
    if (this.#isOver) return;
    try {
      const token = await visitorToken();
      if (this.#isOver) return;
      const { status, answer } = await this.#put(token);
      if (this.#isOver) return;
      if (status !== 202) return this.#refuse(answer.sentence || word('chat-file-failed'));
      this.#line.remove();
      announce(`${word('chat-file-sent')}: ${this.#upload.file.name}`);
      this.#listener.onSent(this.#upload, answer.messageId);
    } catch {
      if (!this.#isOver) this.#refuse(word('chat-file-failed'));
    }
  }

  /**
   * Like fetch, which does not tell how far it is.
   * @param {string} token
   * @returns {Promise<{ status: number, answer: any }>}
   */
  #put(token) {
    const request = new XMLHttpRequest();
    this.#request = request;
    return new Promise((resolve, reject) => {
      const answers = this.#answers === undefined ? '' : `&answers=${encodeURIComponent(this.#answers)}`;
      request.open('PUT', `${chatAddress(`/files/${this.#upload.id}`)}?name=${encodeURIComponent(this.#upload.file.name)}${answers}`);
      request.setRequestHeader('authorization', `Bearer ${token}`);
      request.setRequestHeader('accept-language', settings.language);
      request.responseType = 'json';
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        this.#progress.value = total > 0 ? loaded / total : 0;
      });
      request.addEventListener('load', () => resolve({ status: request.status, answer: request.response ?? {} }));
      for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, reject);
      request.send(this.#upload.file);
    });
  }

  #cancel() {
    this.#isOver = true;
    this.#request?.abort();
    this.#line.remove();
    announce(`${word('chat-file-cancelled')}: ${this.#upload.file.name}`);
    document.getElementById('attach')?.focus();
  }

  /** @param {string} why */
  #refuse(why) {
    this.#isOver = true;
    this.#line.classList.add('failed');
    this.#show(
      el('span', { class: 'note' }, why),
      this.#button('chat-file-again', () => this.#begin()),
      this.#button('chat-file-cancel', () => this.#cancel()),
    );
    announce(`${this.#upload.file.name}: ${why}`);
    this.#listener.onChange();
  }

  /**
   * @param {string} key
   * @param {() => void} click
   */
  #button(key, click) {
    return el('button', { type: 'button', class: 'quiet', 'aria-label': `${word(key)}: ${this.#upload.file.name}`, click }, word(key));
  }

  /** @param {...HTMLElement} parts */
  #show(...parts) {
    this.#line.replaceChildren(
      el('div', { class: 'bubble file' }, el('p', { dir: 'auto' }, this.#upload.file.name)),
      el('div', { class: 'meta upload' }, ...parts),
    );
  }
}

/** @param {string} text */
function announce(text) {
  const state = document.getElementById('upload-state');
  if (state) state.textContent = text;
}
