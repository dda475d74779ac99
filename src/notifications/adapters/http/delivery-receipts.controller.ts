import { Body, Controller, Headers, Post } from '@nestjs/common';
import { Choice, Malformed, Operation, Public, SignedText, Tag, Text, Writes } from '#http';
import { TakeReceipt } from '../../application/take-receipt.js';
import { ReceiptSignatures } from './receipt-signatures.js';

export class DeliveryReceiptBody {
  @Text({ optional: true, max: 300, description: 'The key of the message, which it was given as `webhook-id`.' })
  key?: string;

  @Text({ optional: true, description: 'Or the provider’s own id, as it answered it.' })
  providerId?: string;

  @Choice(['delivered', 'failed'])
  status!: 'delivered' | 'failed';

  @Text({ optional: true, description: 'A code that says why it failed.', pattern: /^[\w.: -]+$/, example: 'unknown' })
  reason?: string;
}

@Tag('Messages', 'What was said to people, and what became of it; by ids, without texts and addresses.')
@Controller('delivery-receipts')
export class DeliveryReceiptsController {
  constructor(
    private readonly signatures: ReceiptSignatures,
    private readonly takeReceipt: TakeReceipt,
  ) {}

  @Post()
  @Public()
  @Writes('message.receive-receipt', { unrepeatable: true })
  @Operation({
    summary: 'Tell what became of a message',
    description:
      'For providers of messages. Signed as Standard Webhooks has it (`webhook-id`, `webhook-timestamp`, `webhook-signature`) with the ' +
      'secret in `RECEIPTS_SECRET`. The same `webhook-id` again says nothing new.',
    answer: 'none',
    errors: { 401: ['invalid-signature'], 404: ['not-found'] },
  })
  async receiveDeliveryReceipt(
    @SignedText() text: string,
    @Headers() headers: Record<string, string | undefined>,
    @Body() { key, providerId, status, reason }: DeliveryReceiptBody,
  ): Promise<void> {
    this.signatures.expectGenuine(text, headers);
    if (key === undefined && providerId === undefined) throw new Malformed('Name the message by `key` or by `providerId`.');
    await this.takeReceipt.execute({ receiptId: headers['webhook-id']!.slice(0, 200), key, providerId, status, reason });
  }
}
