import { html } from "hono/html";
import { withEmoji } from "./emoji.ts";
import { mrkdwn, plainText } from "./mrkdwn.ts";
import { type Fields, type Html, htmlId, isFields, type Setting, textOf } from "./show.ts";

/** Where an element stands and what names it for people who do not see it. */
export type Spot = {
  setting: Setting;
  blockId: string;
  /** Ids of the HTML elements that name and describe it, when there are any. */
  labelledBy?: string;
  describedBy?: string;
  /** Its name, when nothing on the page says it. */
  label?: string;
  invalid?: boolean;
  required?: boolean;
  /** Slack hears of a typed input only when it asks for it. */
  dispatches?: boolean;
};

/** The text of a text object as HTML. */
export function textObject(object: unknown, setting: Setting): Html {
  if (!isFields(object)) return html``;
  const text = textOf(object.text);
  return object.type === "mrkdwn" ? mrkdwn(text, setting.show) : plainText(text);
}

/** The words of a text object. */
export function wordsOf(object: unknown): string {
  return isFields(object) ? withEmoji(textOf(object.text)) : "";
}

/** An image, from the address that Slack would fetch it from. */
export function picture(image: Fields, className: string): Html {
  return html`<img class="${className}" src="${textOf(image.image_url)}" alt="${textOf(image.alt_text)}" loading="lazy">`;
}

/** The attributes by which the script finds an element again, and the question asked before it acts. */
export function handle(one: Fields, spot: Spot): Html {
  const confirm = isFields(one.confirm) ? JSON.stringify(questionOf(one.confirm)) : undefined;
  return html`data-block="${spot.blockId}" data-action="${textOf(one.action_id)}"${
    confirm === undefined ? "" : html` data-confirm="${confirm}"`
  }`;
}

function questionOf(confirm: Fields) {
  const { title, text, confirm: yes, deny, style } = confirm;
  return {
    title: wordsOf(title),
    text: wordsOf(text),
    yes: wordsOf(yes),
    no: wordsOf(deny),
    style: textOf(style),
  };
}

/** The attributes that tell an input's name and condition. */
export function named(spot: Spot): Html {
  return html`${spot.labelledBy ? html` aria-labelledby="${spot.labelledBy}"` : ""}${
    spot.label && !spot.labelledBy ? html` aria-label="${spot.label}"` : ""
  }${spot.describedBy ? html` aria-describedby="${spot.describedBy}"` : ""}${
    spot.invalid ? html` aria-invalid="true"` : ""
  }${spot.required ? html` aria-required="true"` : ""}`;
}

/** The HTML id of an element. */
export function idOf(one: Fields, spot: Spot): string {
  return htmlId(spot.setting.prefix, spot.blockId, textOf(one.action_id));
}
