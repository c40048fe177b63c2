import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Language, languages, type Phrases } from '../../../src/phrases/phrases.ts';
import { languageNames } from './chat-page.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export type RehearsalView = { account: string; language: Language; phrases: Phrases };

const words = [
  'rehearsal-visitor',
  'rehearsal-nothing',
  'rehearsal-turns',
  'rehearsal-stages',
  'rehearsal-calls',
  'rehearsal-no-calls',
  'rehearsal-states',
  'rehearsal-begin',
  'rehearsal-replies',
  'rehearsal-no-replies',
  'rehearsal-rows',
  'rehearsal-attempts',
  'rehearsal-ms',
  'rehearsal-away',
  'rehearsal-uninvited',
  'rehearsal-role-owner',
  'rehearsal-role-admin',
  'rehearsal-role-manager',
  'rehearsal-role-agent',
  'rehearsal-stage-accept',
  'rehearsal-stage-claim',
  'rehearsal-stage-step',
  'rehearsal-stage-do',
  'rehearsal-stage-commit',
  'rehearsal-stage-send',
];

/** Whom the owner can invite. */
const roles = ['manager', 'agent', 'admin'] as const;

/** Both sides of a conversation: the customers' chats and the staff's, and what the desk did about the last message. */
export function rehearsalPage({ account, language, phrases }: RehearsalView): Html {
  const say = (key: string) => phrases(language, key);
  const settings = { account, language, words: Object.fromEntries(words.map((key) => [key, say(key)])) };
  return html`${raw('<!doctype html>')}
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${say('rehearsal-title')}</title>
    <link rel="stylesheet" href="/assets/chat/rehearsal.css" />
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    <script src="/assets/chat/rehearsal.js" type="module"></script>
  </head>
  <body data-settings="${JSON.stringify(settings)}">
    <header>
      <h1>${say('rehearsal-title')}</h1>
      <p>${say('rehearsal-about')}</p>
      <nav aria-label="${say('rehearsal-language')}">
        ${languages.map((code) => html`<a href="/rehearsal?lang=${code}" lang="${code}" ${code === language ? raw('aria-current="true"') : ''}>${languageNames[code]}</a>`)}
        <a href="/?lang=${language}">${say('chat-home')}</a>
      </nav>
    </header>
    <main>
      <section class="customer" aria-label="${say('rehearsal-customer')}">
        <div class="bar">
          <div id="tabs" class="tabs" role="tablist" aria-label="${say('rehearsal-visitors')}"></div>
          <button id="add" class="more" type="button" aria-label="${say('rehearsal-new-visitor')}" title="${say('rehearsal-new-visitor')}">+</button>
        </div>
        <div id="frames" class="frames"></div>
      </section>
      <section class="staff" aria-label="${say('rehearsal-staff')}">
        <div class="bar">
          <div id="staff-tabs" class="tabs" role="tablist" aria-label="${say('rehearsal-staff')}"></div>
          <form id="invite">
            <select id="role" aria-label="${say('rehearsal-role')}">
              ${roles.map((role) => html`<option value="${role}">${say(`rehearsal-role-${role}`)}</option>`)}
            </select>
            <button class="more" type="submit" aria-label="${say('rehearsal-new-colleague')}" title="${say('rehearsal-new-colleague')}">+</button>
          </form>
        </div>
        <p id="uninvited" role="status"></p>
        <div id="staff-frames" class="frames"></div>
      </section>
      <section class="happened" aria-labelledby="happened">
        <div class="bar"><h2 id="happened">${say('rehearsal-happened')}</h2><span id="away" role="status"></span></div>
        <div id="turn" class="turn"></div>
      </section>
    </main>
  </body>
</html>`;
}
