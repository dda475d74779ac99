/** The words of one kind in one language, with `{{fields}}` in them. */
export interface MessageTexts {
  /** Of an e-mail. */
  subject: string;
  /** Of an e-mail, and what a webhook gets. */
  text: string;
  /** Of an e-mail, for programs that show HTML. */
  html?: string;
  /** The whole of a short message. */
  sms: string;
  /** What the entry in a calendar is called. */
  calendarTitle?: string;
}
