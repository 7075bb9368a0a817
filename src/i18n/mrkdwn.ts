/** What somebody typed: Slack writes three of its characters as entities. */
export const asTyped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/**
 * Text that Slack reads as mrkdwn. It is a type of its own, made here only, so that a user's text cannot reach
 * mrkdwn without being escaped: a builder that wants `Mrkdwn` does not take a string.
 */
export class Mrkdwn {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }

  /** A user's (or any plain) text: `&`, `<` and `>` are escaped, which is all that Slack asks for. */
  static escape(text: string): Mrkdwn {
    return new Mrkdwn(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
  }

  /** Markup of our own, such as a translation's; interpolated values must already be `Mrkdwn`. */
  static trusted(text: string): Mrkdwn {
    return new Mrkdwn(text);
  }

  /** The mention of a Slack user. @throws TypeError when it is not a user's id */
  static user(slackUserId: string): Mrkdwn {
    if (!/^[UW][A-Z0-9]+$/.test(slackUserId)) throw new TypeError("not a Slack user id");
    return new Mrkdwn(`<@${slackUserId}>`);
  }

  /** The name of a channel, as a link. @throws TypeError when it is not a channel's id */
  static channel(channelId: string): Mrkdwn {
    if (!/^[CGD][A-Z0-9]+$/.test(channelId)) throw new TypeError("not a Slack channel id");
    return new Mrkdwn(`<#${channelId}>`);
  }

  static join(parts: Mrkdwn[], separator = "\n"): Mrkdwn {
    return new Mrkdwn(parts.map((part) => part.text).join(separator));
  }

  /** Slack's own way to bring the text back to at most `length` characters, on a line's end where there is one. */
  cut(length: number): Mrkdwn {
    if (this.text.length <= length) return this;
    const head = this.text.slice(0, length - 1);
    const end = head.lastIndexOf("\n");
    return new Mrkdwn(`${end > length / 2 ? head.slice(0, end) : head}…`);
  }
}
