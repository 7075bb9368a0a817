/** What Slack says of one of its users. */
export type SlackProfile = {
  slackUserId: string;
  email: string | null;
  locale: string | null;
  /** The user's time zone, "Asia/Shanghai". */
  timeZone: string | null;
  isAdmin: boolean;
  isBot: boolean;
  /**
   * `member` of the workspace or a `guest`; `stranger`: somebody of another organisation, met in a shared channel;
   * `deactivated`: nobody is there any more. Who is no member is no member of the staff by their e-mail address either,
   * so `email` is null, and no administrator.
   */
  standing: "member" | "guest" | "stranger" | "deactivated";
};
