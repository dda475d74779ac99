import { Webhook } from 'standardwebhooks';
import { NotFound } from '#kernel';
import { Unauthenticated } from '#http';

/** Whether a receipt comes from a provider: signed as Standard Webhooks has it, within five minutes of now. */
export class ReceiptSignatures {
  private readonly checking?: Webhook;

  /** @param secret unset: no receipts are taken */
  constructor(secret: string | undefined) {
    this.checking = secret === undefined ? undefined : new Webhook(secret);
  }

  /** @throws NotFound where no receipts are taken, Unauthenticated `invalid-signature` */
  expectGenuine(text: string, headers: Record<string, string | string[] | undefined>): void {
    if (!this.checking) throw new NotFound('address');
    try {
      this.checking.verify(text, headers as Record<string, string>, { jsonParse: false });
    } catch {
      throw new Unauthenticated('invalid-signature', 'The receipt is not signed as it should be, or too old.');
    }
  }
}
