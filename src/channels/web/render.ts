import { shorten, splitText } from '../cut.ts';
import type { Rendered, RenderedCard, RenderedChoice } from '../rendered.ts';
import { webLimits } from './limits.ts';
import type { WebMessage } from './types.ts';

/**
 * A reply as one message of the page. One row of the outbox is one message here, so that a repetition is recognised
 * and an edit finds all of it; what is too long becomes more paragraphs, and the page shows them in several bubbles.
 */
export function render(reply: Rendered): WebMessage[] {
  const { language, card, media, choices } = reply;
  const paragraphs = [...reply.paragraphs, ...namesOf(choices.slice(webLimits.choices))]
    .filter((paragraph) => paragraph.trim() !== '')
    .flatMap((paragraph) => splitText(paragraph, webLimits.text, language));
  return [
    {
      language,
      paragraphs,
      card: card === null ? null : cardWithin(card),
      media,
      choices: choices.slice(0, webLimits.choices).map((choice) => ({ ...choice, label: shorten(choice.label, webLimits.label) })),
    },
  ];
}

/** Choices that have no button any more: their names can still be typed. */
function namesOf(choices: RenderedChoice[]): string[] {
  return choices.length === 0 ? [] : [choices.map(({ label }) => `• ${shorten(label, webLimits.label)}`).join('\n')];
}

function cardWithin({ title, rows, timeline }: RenderedCard): RenderedCard {
  const brief = (text: string) => shorten(text, webLimits.cardText);
  return {
    title: brief(title),
    rows: rows.slice(0, webLimits.cardRows).map(({ label, value }) => ({ label: brief(label), value: brief(value) })),
    timeline: timeline.slice(0, webLimits.cardRows).map((step) => ({ ...step, label: brief(step.label) })),
  };
}
