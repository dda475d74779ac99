import { Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Operation, type OperationOptions, OwnRecord, PathId, Permission, scopeOf, Tag, Writes } from '#http';
import { AcceptOffer, DeclineOffer } from '../../application/answer-offer.js';
import { CHANGE_WAIT_LIST, WaitListAnswers } from './wait-list-answer.js';
import { WaitListAnswer } from './wait-list.dto.js';

const answering = (summary: string, description: string): OperationOptions => {
  return { summary, description, answer: WaitListAnswer, status: 200, errors: { 409: ['invalid-transition'] } };
};

@Tag('Wait-list', 'Patients who wait for a time to become free, and the times that are offered to them.')
@Controller('wait-list-offers/:id')
export class WaitListOffersController {
  constructor(
    private readonly acceptOffer: AcceptOffer,
    private readonly declineOffer: DeclineOffer,
    private readonly answers: WaitListAnswers,
  ) {}

  @Post('accept')
  @Permission(CHANGE_WAIT_LIST)
  @OwnRecord()
  @Writes('wait-list-offer.accept')
  @Operation(answering('Accept an offer and book its time', 'Only until `expiresAt`, and once.'))
  async acceptWaitListOffer(@CurrentCaller() caller: Caller, @PathId('wait-list offer') offerId: string): Promise<WaitListAnswer> {
    const entry = await this.acceptOffer.execute({ offerId, scope: scopeOf(caller, CHANGE_WAIT_LIST) });
    return this.answers.of(entry, caller);
  }

  @Post('decline')
  @Permission(CHANGE_WAIT_LIST)
  @OwnRecord()
  @Writes('wait-list-offer.decline')
  @Operation(answering('Decline an offer', 'The time goes to the next in line; the patient waits on, with the age that the entry has.'))
  async declineWaitListOffer(@CurrentCaller() caller: Caller, @PathId('wait-list offer') offerId: string): Promise<WaitListAnswer> {
    const entry = await this.declineOffer.execute({ offerId, scope: scopeOf(caller, CHANGE_WAIT_LIST) });
    return this.answers.of(entry, caller);
  }
}
