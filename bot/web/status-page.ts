import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type HealthReport, type PartName, partNames } from '../../src/health/report.ts';
import { type Language, languages, type Phrases } from '../../src/phrases/phrases.ts';
import type { BotState } from '../telegram/start.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export type StatusView = {
  report: HealthReport;
  language: Language;
  phrases: Phrases;
  mode: 'embedded' | 'hosted';
  studioUrl: string;
  /** Where one can talk with the desk: the account of its web chat, and whether there is a rehearsal console. */
  rooms: { chat: string | undefined; hasRehearsal: boolean };
  bots: readonly BotState[];
};

const names: Record<Language, string> = { en: 'English', ru: 'Русский', tr: 'Türkçe' };

/** The first page of the desk: how every part is, and the way to Studio. */
export function statusPage(view: StatusView): Html {
  const { language, phrases, mode, studioUrl, rooms } = view;
  const say = (key: string) => phrases(language, key);
  return html`${raw('<!doctype html>')}
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${say('status-title')}</title>
    <link rel="stylesheet" href="/assets/status.css" />
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    <script src="/assets/status.js" defer></script>
  </head>
  <body>
    <header>
      <h1>${say('status-title')}</h1>
      <nav aria-label="${say('status-language')}">
        ${languages.map((code) => html`<a href="/?lang=${code}" lang="${code}" ${code === language ? raw('aria-current="true"') : ''}>${names[code]}</a>`)}
      </nav>
    </header>
    <p class="mode">${say(`status-mode-${mode}`)}</p>
    <p id="no-contact" role="alert" hidden>${say('status-no-contact')}</p>
    <main id="status" aria-live="polite">${statusParts(view)}</main>
    <nav class="ways" aria-label="${say('chat-ways')}">
      ${rooms.chat === undefined ? '' : way(`/chat/${rooms.chat}?lang=${language}`, say('chat-link'), say('chat-link-about'))}
      ${rooms.chat !== undefined && rooms.hasRehearsal ? way(`/rehearsal?lang=${language}`, say('rehearsal-link'), say('rehearsal-link-about')) : ''}
      ${way(studioUrl, say('status-open-studio'), say('status-open-studio-about'), 'studio')}
    </nav>
    <footer><a href="/healthz">${say('status-health')}</a> <a href="/metrics">${say('status-metrics')}</a></footer>
  </body>
</html>`;
}

function way(href: string, title: string, about: string, name = ''): Html {
  return html`<a class="way ${name}" href="${href}"><strong>${title}</strong><span>${about}</span></a>`;
}

/** The part of the page that renews itself. */
export function statusParts({ report, language, phrases, bots }: StatusView): Html {
  const say = (key: string, params = {}) => phrases(language, key, params);
  const down = partNames.filter((name) => report.parts[name].state === 'down').length + bots.filter(({ isReady }) => !isReady).length;
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(new Date(report.at));
  return html`<p class="summary ${down === 0 ? 'ready' : 'down'}">${down === 0 ? say('status-all-ready') : say('status-some-down', { count: down })}</p>
<ul>${partNames.map((name) => partRow(name, report, say, language))}${bots.map((bot) => botRow(bot, say, language))}</ul>
<p class="time">${say('status-as-of', { time })}</p>`;
}

function partRow(name: PartName, report: HealthReport, say: (key: string, params?: object) => string, language: Language): Html {
  const part = report.parts[name];
  const ms = new Intl.NumberFormat(language, { maximumFractionDigits: part.ms < 10 ? 1 : 0 }).format(part.ms);
  return html`<li class="${part.state}">
  <span class="dot" aria-hidden="true"></span>
  <span class="what"><strong>${say(`status-part-${name}`)}</strong><span>${say(`status-part-${name}-about`)}</span>
  ${part.state === 'ready' && part.note ? html`<code>${part.note}</code>` : ''}
  ${part.state === 'down' ? html`<span class="why">${say('status-down-about')}</span>` : ''}</span>
  <span class="how">${say(`status-${part.state}`)}<span>${say('status-latency', { ms })}</span></span>
</li>`;
}

/** A bot is no part the desk cannot live without, and yet somebody should see to one that does not answer. */
function botRow(bot: BotState, say: (key: string, params?: object) => string, language: Language): Html {
  const { name, isReady, waiting, isSilent, usual, lastError, changes } = bot;
  const state = isReady ? 'ready' : 'down';
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const notes = [
    ...(isReady ? [] : [say('telegram-down')]),
    ...(isSilent ? [say('telegram-silent', { count: usual })] : []),
    ...(changes > 0 ? [say('telegram-changed', { count: changes })] : []),
    ...(lastError === null ? [] : [say('telegram-last-error', { at: moment.format(lastError.at), error: lastError.what })]),
  ];
  return html`<li class="${state}">
  <span class="dot" aria-hidden="true"></span>
  <span class="what"><strong>Telegram</strong><span>${name}</span>${notes.map((note) => html`<span class="why">${note}</span>`)}</span>
  <span class="how">${say(`status-${state}`)}${waiting === null ? '' : html`<span>${say('telegram-waiting', { count: waiting })}</span>`}</span>
</li>`;
}
